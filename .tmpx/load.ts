import { spawn } from 'node:child_process'; import { once } from 'node:events'; import { readFileSync, rmSync, mkdirSync } from 'node:fs'; import { execSync } from 'node:child_process';
import { httpClients } from '../test/bench/http-clients.ts'; import { intake, handOver, read, list, CALLER } from '../test/bench/requests.ts'; import { together, rate, percentile } from '../test/bench/timing.ts';
const dir='/tmp/speed-cloud'; rmSync(dir,{recursive:true,force:true}); mkdirSync(dir);
const prof = process.argv.includes('--prof');
const N = Number(process.env.N ?? 800);
const child = spawn(process.execPath,[...(prof?['--cpu-prof','--cpu-prof-dir','/tmp/cpup/cloud','--cpu-prof-interval','500']:[]),'--import','tsx','infra/local/start.ts'],{cwd:'/work/trees/speed',env:{...process.env,PORT:'0',DATA_DIR:dir},stdio:['ignore','pipe','inherit']});
let said=''; const url:string = await new Promise(r=>child.stdout.on('data',c=>{said+=c; const m=/runs at (http:\S+)/.exec(said); if(m) r(m[1]!);}));
const {token} = await (await fetch(`${url}/_local/tokens`,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({person:CALLER})})).json() as {token:string};
const enginePid = Number(JSON.parse(readFileSync(dir+'/dynamodb.pid','utf8')).pid);
const cpu=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); return (Number(f[11])+Number(f[12]))*10;};
const http = httpClients(url, token, 8);
const ids:string[]=[];
const settle=()=>fetch(`${url}/_local/settle`,{method:'POST'});
async function measure(name:string,n:number,call:(i:number)=>Promise<unknown>,from=0){ 
 const c0=cpu(child.pid!),e0=cpu(enginePid); const s0=process.cpuUsage(); const l=await together(8,from,n,call); const c1=cpu(child.pid!),e1=cpu(enginePid); const s1=process.cpuUsage(s0); await settle(); const c2=cpu(child.pid!),e2=cpu(enginePid);
 console.log(name.padEnd(9), 'rate',rate(l).toFixed(0),'p50',percentile(l.samples,.5).toFixed(1),'cpu ms/op: cloud',((c1-c0)/n).toFixed(2),'+settle',((c2-c1)/n).toFixed(2),'engine',((e1-e0)/n).toFixed(2),'+settle',((e2-e1)/n).toFixed(2),'client',((s1.user+s1.system)/1000/n).toFixed(2)); }
const doIntake=async(i:number)=>{const a=await http.call(intake(i)); ids.push(a.headers.location!.slice('/sheets/'.length));};
await measure('warm',400,doIntake); 
await measure('intake',N,doIntake,400);
const k=400; await measure('warm s',k,i=>http.call(handOver(ids[i]!)));
await measure('sign-off',N,i=>http.call(handOver(ids[i]!)),k);
await measure('warm r',400,i=>http.call(read(ids[i%ids.length]!)));
await measure('read',N*2,i=>http.call(read(ids[i%ids.length]!)));
await measure('list',N/2,()=>http.call(list()));
http.close(); child.kill('SIGTERM'); await once(child,'exit');
