/**
 * What the table's texts say again and again. What was deflated with a dictionary is read with the very same, so one that was
 * ever released stays as it is for ever; a better one is added behind it, under the next number.
 */
const FIRST = [
  // A case.
  '{"id":"","number":"WZ-20","site":"","about":"","section":"","authority":"section","rule":"A1.3","allegation"',
  ':"","terms":{"window":"P30D","reminder":"P5D","review":{"1":"P10D","2":"P20D"},"delivery":"P3D","raising":"P',
  'T4H","lapse":"P180D","carryOut":"P30D","influence":{"section":"P6M","administrative":"P12M","transfer":"P24M',
  '"}},"status":"opened","openedBy":[""],"openedAt":"","updatedAt":"","version":1,"entries":1,"since":{"seq":1,',
  '"at":""},"parts":[],"deliveries":[],"appeals":[],"clocks":[],"escalations":[],"signatures":[],"concluded":fa',
  'lse}',
  // A sheet with all of its clocks.
  '{"site":"","kind":"repair","channel":"walk-in","subject":"","details":"","resident":{"id":"","name":"","phon',
  'e":"","address":""},"category":"door-window","id":"","number":"KF-20","firstContact":"","urgency":"ordinary"',
  ',"status":"archived","round":1,"opinions":[{"section":"customer-service","text":"","by":"","at":":00.000Z"},',
  '{"section":"engineering","text":"","by":"","at":":00.000Z"}],"replies":[],"clocks":[{"id":"dispatch-1-1","na',
  'me":"dispatch","round":1,"startedAt":":00.000Z","dueAt":":00.000Z","warnAt":":00.000Z","state":"stopped","cl',
  'ause":"B5.2a","owes":{"person":""},"plan":"default-1","calendar":"office-hours-1","stoppedAt":":00.000Z"},{"',
  'id":"return-1-1","name":"return","round":1,"startedAt":":00.000Z","dueAt":":00.000Z","warnAt":":00.000Z","st',
  'ate":"stopped","clause":"B5.2.1c","owes":{"section":"engineering"},"plan":"default-1","calendar":"office-hou',
  'rs-1","stoppedAt":":00.000Z","answerable":""},{"id":"acceptance-1-1","name":"acceptance","round":1,"startedA',
  't":":00.000Z","dueAt":":00.000Z","warnAt":":00.000Z","state":"stopped","clause":"B5.2b","owes":{"section":"e',
  'ngineering"},"plan":"default-1","calendar":"office-hours-1","stoppedAt":":00.000Z","answerable":""},{"id":"a',
  'rrival-1-1","name":"arrival","round":1,"startedAt":":00.000Z","dueAt":":00.000Z","warnAt":":00.000Z","state"',
  ':"stopped","clause":"B5.2.1b","owes":{"person":""},"plan":"default-1","calendar":"office-hours-1","stoppedAt',
  '":":00.000Z"},{"id":"follow-up-1-1","name":"follow-up","round":1,"startedAt":":00.000Z","dueAt":":00.000Z","',
  'warnAt":":00.000Z","state":"stopped","clause":"B5.2.1c","owes":{"person":""},"plan":"default-1","calendar":"',
  'office-hours-1","stoppedAt":":00.000Z"}],"escalations":[],"askerInformed":true,"signatures":[{"signer":"","o',
  'f":[""],"at":":00.000Z","entry":1,"path":""}],"files":[],"signable":[""],"owesSignature":false,"handledBy":[',
  '""],"sections":["engineering"],"stoodIn":[],"disputedBy":[],"history":{"handOvers":[{"seq":2,"at":":00.000Z"',
  ',"round":1,"state":"received","section":"engineering","step":"hand-over","by":{"id":""},"opinion":0,"receive',
  'r":{"id":""},"receivedAt":":00.000Z"},{"seq":6,"at":":00.000Z","round":1,"state":"received","section":"engin',
  'eering","step":"return","by":{"id":""},"opinion":1,"receiver":{"id":""},"receivedAt":":00.000Z"}],"followUps',
  '":[{"seq":8,"at":":00.000Z","round":1,"outcome":"resolved","satisfaction":5,"attitude":5,"section":"engineer',
  'ing","handler":""}],"broken":{},"arrivedAt":":00.000Z","completedAt":":00.000Z","returnedAt":":00.000Z"},"ve',
  'rsion":9,"openedAt":":00.000Z","updatedAt":":00.000Z","entries":10,"link":{"last":1,"open":[{"generation":1}',
  '],"expiresAt":""},"section":"engineering","handler":"","outcome":"","followUp":{"attempts":1,"round":1,"outc',
  'ome":"resolved","resolved":true,"satisfaction":5,"attitude":5,"rated":{"satisfaction":5,"attitude":5,"at":":',
  '00.000Z"}}}',
  // What an answer says beside that.
  '{"consultations":[],"objections":[],"files":[],"attachments":[],"allowedSteps":[{"step":"hand-over","clause"',
  ':"B5.2a","requires":["section","opinion"],"takes":["files"],"choices":{"section":["customer-service","engine',
  'ering","security","cleaning","gardens"]}},{"step":"note","clause":"A1.6a","requires":["text"],"takes":["file',
  's"]},{"step":"accept","requires":["handler"]},{"step":"follow-up","requires":["reached"],"takes":["resolved"',
  ',"satisfaction","attitude"]}],"version":1,"updatedAt":""},"entry":{"seq":2,"at":"","actor":{"id":"","name":"',
  '","role":"supervisor","section":"customer-service"},"step":"archive","result":{"status":"handed-over","statu',
  'sSince":"","binding":null,"received":null,"askerInformed":true,"clocks":{"dispatch-1-1":{"state":"stopped","',
  'stoppedAt":""}},"history":{"handOvers":{"2":{"receivedAt":"","receiver":{"id":""},"state":"received"}},"foll',
  'owUps":{"8":{}},"returnedAt":""},"link":{"expiresAt":""}},"commitment":"","previousHash":"","hash":""},"valu',
  'es":{"/opinion":{"salt":"","value":""}},"names":{"customer-service":"客服部","engineering":"工程部"}}',
  // What stands before it.
  '{"content-type":"application/json; charset=utf-8","cache-control":"no-store","etag":"\\"1\\"","location":"/sheets/01"}',
  // A summary.
  '{"id":"01","number":"KF-20","site":"","kind":"complaint","channel":"telephone","category":"water","urgency":',
  '"urgent","status":"registered","subject":"","resident":{"id":"","name":"","phone":"1","address":""},"section',
  '":"","handler":"","firstContact":"","round":1,"openedAt":"20","updatedAt":":00.000Z","version":1,"breached":',
  'false,"unmet":[{"id":"dispatch-1-1","name":"dispatch","dueAt":":00.000Z","warnAt":":00.000Z","state":"runnin',
  'g","owes":{"person":""}}],"parts":{}}',
].join('');

/** By their numbers, the first of them 1. */
export const DICTIONARIES: readonly Uint8Array[] = [Buffer.from(FIRST)];
