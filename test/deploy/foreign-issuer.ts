/** An issuer of tokens that is no Cognito pool, and a stage that trusts it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as z from 'zod';
import { putPerson, putSection, putSite } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { apiAt } from './api.ts';
import { deployTrusting } from './cdk.ts';
import { reachableApi } from './emulator-differences.ts';
import { site } from './people.ts';

const run = promisify(execFile);
const ALGORITHM = 'RS256';
const KEY_ID = 'check-1';
const AUDIENCE = 'shoujie';
/** Not `sub`: which claim names the person is a setting too. */
const CLAIM = 'staff_id';
const LIVES_SECONDS = 600;
const PERSON = 'director-1';

/** A certificate for 127.0.0.1 that vouches for itself, made by the emulator's own Python. */
const MAKE_CERTIFICATE = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "check")])
now = datetime.datetime.now(datetime.timezone.utc)
day = datetime.timedelta(days=1)
certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
  .serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)
  .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
  .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
  .sign(key, hashes.SHA256()))
pem = serialization.Encoding.PEM
open(sys.argv[1], "wb").write(certificate.public_bytes(pem))
open(sys.argv[2], "wb").write(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;

export interface Certificate {
  readonly file: string;
  readonly keyFile: string;
}

/** Makes the certificate of the issuer; who is to trust it must know it from its start. */
export async function makeCertificate(programs: string, scratch: string): Promise<Certificate> {
  const made = { file: join(scratch, 'issuer.pem'), keyFile: join(scratch, 'issuer-key.pem') };
  await run(join(programs, 'python'), ['-c', MAKE_CERTIFICATE, made.file, made.keyFile]);
  return made;
}

async function startIssuer({ file, keyFile }: Certificate) {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' };
  const server = createServer(
    { cert: await readFile(file), key: await readFile(keyFile) },
    (request, response) => {
      response.setHeader('content-type', 'application/json');
      const known: Record<string, object> = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
        '/keys': { keys: [jwk] },
      };
      const found = known[request.url ?? ''];
      response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `https://127.0.0.1:${port}`;
  const token = (changes: Record<string, unknown> = {}) =>
    new SignJWT({
      iss: issuer,
      aud: AUDIENCE,
      sub: 'somebody',
      [CLAIM]: PERSON,
      exp: Math.floor(Date.now() / 1000) + LIVES_SECONDS,
      ...changes,
    })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
      .setIssuedAt()
      .sign(privateKey);
  return { issuer, token, end: () => server.close() };
}

/** Deploys a stage with another issuer: its tokens open the API, by its claim; others do not. */
export async function tokensOfOthers(
  endpoint: string,
  scratch: string,
  certificate: Certificate,
): Promise<void> {
  const { issuer, token, end } = await startIssuer(certificate);
  try {
    const stage = await deployTrusting(scratch, { issuer, audience: [AUDIENCE], claim: CLAIM });
    const table = openTable({ name: stage.tableName });
    await putSite(table, site);
    await putSection(table, site.id, { id: 'office', name: 'Office', zh: '主任室' });
    const who = { id: PERSON, name: '魏国强', role: 'director', site: site.id, active: true } as const;
    await putPerson(table, who);
    const api = apiAt(reachableApi(endpoint, stage.apiId));
    const me = async (changes?: Record<string, unknown>) =>
      api('GET /me', { as: { token: await token(changes) } });

    const known = await me();
    assert.equal(known.status, 200, known.text);
    assert.equal(z.object({ id: z.string() }).parse(JSON.parse(known.text)).id, PERSON);
    for (const changes of [
      { aud: 'another' },
      { iss: 'https://127.0.0.1:1' },
      { [CLAIM]: 'nobody' },
      { exp: 1 },
    ]) {
      assert.equal((await me(changes)).status, 401, JSON.stringify(changes));
    }
    await stage.destroy();
  } finally {
    end();
  }
}
