import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { userBody } from './qps-client.ts';

const run = promisify(execFile);

let folder: string;
let world: CompanionWorld;
const file = (name: string): string => join(folder, name);
const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });

/** A certificate signed by an authority, or by itself. */
async function certify(name: string, subject: string, authority: string | null): Promise<void> {
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`];
  const signed = authority === null ? [] : ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`];
  await openssl(...made, '-days', '2', '-subj', subject, ...signed, '-addext', 'subjectAltName=DNS:localhost');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  for (const ca of ['ca', 'stranger-ca']) await certify(ca, `/CN=${ca}`, null);
  await certify('server', '/CN=localhost', 'ca');
  await certify('portal', '/CN=portal.example', 'ca');
  await certify('stranger', '/CN=portal.example', 'stranger-ca');
  const tls = `tls: { port: 0, key: ${file('server.key')}, certificate: ${file('server.crt')}, clientCa: ${file('ca.crt')} }\n`;
  world = await makeCompanionWorld({ extra: tls });
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

interface Options {
  readonly client?: string | null;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A ticket call, with a client's certificate or without. */
async function call({ client = 'portal', path = '/qps/hub/ticket', headers = {} }: Options) {
  const read = (name: string) => readFile(file(name));
  const own = client === null ? {} : { key: await read(`${client}.key`), cert: await read(`${client}.crt`) };
  const options = { ...own, ca: await read('ca.crt'), port: world.companion().callsPort ?? 0, host: 'localhost' };
  const xrfkey = 'abcdefghijklmnop';
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({
      ...options,
      agent: false,
      method: 'POST',
      path: `${path}?xrfkey=${xrfkey}`,
      headers: { 'X-Qlik-Xrfkey': xrfkey, 'Content-Type': 'application/json', ...headers },
    });
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(userBody()));
  });
}

describe('at the port for it, a client certificate', () => {
  test('is a credential, under the name that is in it', async () => {
    const { status, text } = await call({});
    expect(status).toBe(201);
    const page = await world.browser.open(`${world.url()}/hub/?qlikTicket=${JSON.parse(text).Ticket}`);
    expect(page.text).toContain('A ticket, made with the key portal.example (certificate)');
  });

  test.each([
    ['of an authority that nobody trusts', 'stranger'],
    ['that vouches for itself', 'stranger-ca'],
    ['that is missing', null],
  ])('%s ends at the handshake', async (_, client) => {
    await expect(call({ client })).rejects.toThrow();
    expect((await call({})).status).toBe(201);
    expect(world.lines.join('')).not.toContain('defect');
  });

  test('does not make up for a key that is wrong, nor for the xrfkey', async () => {
    expect((await call({ headers: { Authorization: 'Bearer wrong' } })).status).toBe(401);
    expect((await call({ headers: { 'X-Qlik-Xrfkey': 'x' } })).status).toBe(400);
  });

  test('opens QPS calls alone', async () => {
    for (const path of ['/hub/', '/api/client-keys', '/console/', '/']) {
      expect((await call({ path })).status).toBe(404);
    }
  });
});

test('at the other port, a header that names a certificate is nobody’s word', async () => {
  const pem = encodeURIComponent(await readFile(file('portal.crt'), 'utf8'));
  const headers = {
    'X-Client-Cert': pem,
    'X-Forwarded-Client-Cert': pem,
    'X-SSL-Client-Verify': 'SUCCESS',
    'X-Qlik-Xrfkey': 'abcdefghijklmnop',
  };
  const response = await fetch(`${world.url()}/qps/hub/session?xrfkey=abcdefghijklmnop`, { headers });
  expect(response.status).toBe(401);
});

test.each([
  [
    'a key of another certificate',
    'portal.key',
    'server.crt',
    'ca.crt',
    /tls names a key, a certificate or a clientCa/,
  ],
  ['no authority', 'server.key', 'server.crt', 'server.key', /tls(\.clientCa has no certificate| names a key)/],
  ['no file', 'nowhere.key', 'server.crt', 'ca.crt', /nowhere\.key/],
])('%s is one line at the start, and quotes nothing', async (_, key, certificate, clientCa, words) => {
  const config = file('wrong.yaml');
  const tls = `{ port: 0, key: ${key}, certificate: ${certificate}, clientCa: ${clientCa} }`;
  const idp = join(world.folder, 'idp.xml');
  await writeFile(config, `state: wrong\ntls: ${tls}\nconnections: [{ prefix: hub, idp: { metadata: ${idp} } }]\n`);
  const starting = startCompanion({ config, port: 0, log: makeLog({ write: () => undefined }) });
  await expect(starting).rejects.toThrow(words);
  await expect(starting).rejects.toThrow(/^[^\n]{1,300}$/);
});
