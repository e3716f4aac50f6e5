import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CONNECTION_DETAILS, METADATA_ANSWER, METADATA_LOOK } from '#shared/api/connections.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type MetadataServer, makeMetadataServer, untilFree } from '#test/fixtures/metadata-server.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';
import { isSoundForXmlsec1, signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from './companion-world.ts';

const TIMES = { least: 60, usual: 120, most: 1000, file: 100 };
const LIMITS = { time: 2000, bytes: 4 * 1024 * 1024 };
const MINUTE = 60_000;

/** What the companion wrote down and shows of its only connection. */
interface TrustWorld extends CompanionWorld {
  readonly server: MetadataServer;
  details(): Promise<v.InferOutput<typeof CONNECTION_DETAILS>>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Whether somebody who was never here gets in now. */
  letsIn(): Promise<boolean>;
  audit(action: string): Promise<readonly { facts: Readonly<Record<string, string | number>> }[]>;
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A companion whose connection takes its metadata from a server of ours. */
async function makeWorld(
  idp: (server: MetadataServer) => string = (server) => `{ metadata: "${server.url}" }`,
  options: WorldOptions = {},
  prepare: (server: MetadataServer, metadata: string) => void = (server, metadata) => server.serve(metadata),
): Promise<TrustWorld> {
  const server = await makeMetadataServer();
  cleanups.push(() => server.stop());
  const metadata = (xml: string): string => {
    prepare(server, xml);
    return xml;
  };
  const extra = `metadataHosts: ["127.0.0.1:${server.port}"]\n`;
  const timing = { times: TIMES, limits: LIMITS };
  const world = await makeCompanionWorld({
    metadataTiming: timing,
    ...options,
    extra,
    idp: () => idp(server),
    metadata,
  });
  cleanups.push(() => world.close());
  const admin = administrator(() => world.url(), world.companion().newToken ?? '');
  return {
    ...world,
    server,
    call: (method, path, body) => admin.call(method, path, body),
    details: async () => v.parse(CONNECTION_DETAILS, (await admin.call('GET', '/api/connections/hub')).body),
    letsIn: async () => {
      const page = await world.logIn('Anne', new HttpBrowser());
      return page.text.includes('Welcome, anne');
    },
    audit: async (action) => {
      const { entries } = v.parse(AUDIT_PAGE, (await admin.call('GET', '/api/audit')).body);
      return entries.filter((entry) => entry.action === action);
    },
  };
}

const soon = { timeout: 20_000, interval: 30 };
const withHead = (xml: string, attributes: string): string => xml.replace('<md:EntityDescriptor ', `$&${attributes} `);
const until = (time: number): string => `validUntil="${new Date(time).toISOString()}"`;
const keysOf = (xml: string): string[] => xml.match(/<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/g) ?? [];

describe('metadata from an address', () => {
  test('is fetched at the start, works, and is shown with where it is from', async () => {
    const world = await makeWorld();
    expect(await world.letsIn()).toBe(true);
    const { metadata } = await world.details();
    expect(metadata).toMatchObject({ kind: 'address', from: world.server.url, problem: null, signer: null });
    expect(metadata?.fetchedAt).toBeGreaterThan(Date.now() - MINUTE);
    await expect.poll(() => world.server.asked(), soon).toBeGreaterThan(2);
    // Nothing was different, so nothing is written down.
    expect(await world.audit('metadata-refreshed')).toEqual([]);
  });

  test('that cannot be had at the first start stops nothing, and comes to work by itself', async () => {
    const world = await makeWorld(undefined, {}, (server) => {
      server.serve((_, response) => response.writeHead(503).end());
    });
    expect((await fetch(`${world.url()}/hub/`)).status).toBe(503);
    expect(await world.details()).toMatchObject({ isUsable: false, problem: expect.stringContaining('answers 503') });
    world.server.serve(world.idp.metadata);
    await expect.poll(async () => (await world.details()).isUsable, soon).toBe(true);
    expect(await world.letsIn()).toBe(true);
  });

  test('that is down later is kept, over a restart too, and said to be old', async () => {
    const world = await makeWorld();
    expect(await world.letsIn()).toBe(true);
    await world.server.stop();
    await expect.poll(async () => (await world.details()).metadata?.problem, soon).toContain('nobody listens there');
    expect((await world.details()).warnings).toMatchObject([{ code: 'metadata-not-refreshed' }]);
    expect(await world.letsIn()).toBe(true);
    await world.restart();
    expect(await world.letsIn()).toBe(true);
    await world.server.start();
    await expect.poll(async () => (await world.details()).metadata?.problem, soon).toBeNull();
  });

  test('is obeyed in how long it is valid: then nobody logs in, sessions go on, and newer metadata lets people in', async () => {
    let now = Date.now();
    const end = now + 20 * MINUTE;
    const world = await makeWorld(undefined, { clock: () => now }, (server, xml) => {
      server.serve(withHead(xml, until(end)));
    });
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    expect((await world.details()).warnings).toMatchObject([{ code: 'metadata-ends-soon' }]);
    now = end - 1000;
    expect(await world.letsIn()).toBe(true);
    now = end;
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
    const refused = await new HttpBrowser().open(`${world.url()}/hub/`);
    expect([refused.status, refused.text.includes('was valid until a moment that has passed')]).toEqual([503, true]);
    expect((await world.details()).warnings.map(({ code }) => code)).toContain('metadata-ended');
    expect((await world.browser.open(`${world.url()}/hub/logout`)).text).toContain('logged out');
    // What has ended is not taken for new, whoever serves it; what has not, is.
    await expect.poll(async () => (await world.details()).metadata?.problem, soon).toContain('was valid until');
    world.server.serve(withHead(world.idp.metadata, until(now + MINUTE)));
    await expect.poll(() => world.letsIn(), soon).toBe(true);
  });

  test('is fetched again as often as it says that it may be kept', async () => {
    const world = await makeWorld(undefined, {}, (server, xml) => server.serve(withHead(xml, 'cacheDuration="PT1H"')));
    await expect.poll(async () => (await world.details()).metadata?.fetchedAt ?? 0, soon).toBeGreaterThan(0);
    const { metadata } = await world.details();
    const wait = (metadata?.nextAt ?? 0) - (metadata?.fetchedAt ?? 0);
    // An hour is more than these tests' longest wait, which counts then.
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThan(1300);
  });

  test('that is none, or of another entity, or too large leaves what was there', async () => {
    const world = await makeWorld(
      ({ url, port }) => `{ metadata: "${url}", entityId: "ENTITY", allowHosts: ["127.0.0.1:${port}"] }`,
      {},
      (server, xml) => {
        server.serve(xml.replace(/entityID="[^"]*"/, 'entityID="ENTITY"'));
      },
    );
    for (const [answer, words] of [
      ['<html>Log in</html>', 'HTML page'],
      ['', 'empty'],
      [world.idp.metadata, 'the metadata has no IdP ENTITY'],
      [`<!--${'x'.repeat(LIMITS.bytes)}-->`, 'it has more than'],
      ['<a>&lol;</a>', 'cannot'],
    ] as const) {
      world.server.serve(answer);
      await expect
        .poll(async () => (await world.details()).metadata?.problem ?? '', { ...soon, message: words })
        .toContain(words);
      expect((await world.details()).isUsable).toBe(true);
    }
  });
});

describe('the metadata of a federation', () => {
  const others = Array.from({ length: 400 }, (_, index) => `https://idp${index}.example`);

  test('is searched, one entity of it is chosen, and only that is told to the inspector', async () => {
    const aggregate = (xml: string): string => {
      const entity = xml.replace(/<\?xml[^>]*\?>/, '');
      const all = others.map((name) => entity.replace(/entityID="[^"]*"/, `entityID="${name}"`));
      all.splice(200, 0, entity);
      return `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ${until(Date.now() + 999 * MINUTE)}>${all.join('')}</md:EntitiesDescriptor>`;
    };
    let entityId = '';
    const world = await makeWorld(
      ({ url }) => `{ metadata: "${url}", entityId: "${entityId}" }`,
      {},
      (server, xml) => {
        entityId = /entityID="([^"]*)"/.exec(xml)?.[1] ?? '';
        server.serve(aggregate(xml));
      },
    );
    expect(await world.letsIn()).toBe(true);
    // The end of what is around it counts.
    expect((await world.details()).metadata?.validUntil).toBeGreaterThan(Date.now());
    const knowledge = await (await fetch(`${world.url()}/api/knowledge`)).text();
    expect(knowledge).toContain(entityId);
    expect(knowledge).not.toContain('idp17.example');
    const ask = async (body: unknown) =>
      v.parse(METADATA_ANSWER, (await world.call('POST', '/api/metadata', body)).body);
    expect(await ask({ metadata: world.server.url })).toMatchObject({ count: 401, idps: { length: 200 } });
    expect(await ask({ metadata: world.server.url, search: 'IDP17.ex' })).toEqual({
      count: 401,
      idps: [{ entityId: 'https://idp17.example', name: null, keys: 1 }],
    });
    expect(await ask({ metadata: world.idp.metadata })).toMatchObject({ count: 1 });
    for (const metadata of ['/etc/passwd', 'file:///etc/passwd', 'http://169.254.169.254/', 'https://127.0.0.1/']) {
      const { status, body } = await world.call('POST', '/api/metadata', { metadata });
      expect([status, v.parse(API_ERROR, body).error.code]).toEqual([400, 'metadata-address-forbidden']);
    }
  });

  test('without a name is refused, and says that there are several', async () => {
    const world = await makeWorld();
    const { document, revision } = await world.details();
    const two = world.idp.metadata.replace(/<\?xml[^>]*\?>/, '');
    world.server.serve(
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${two}${two.replace('entityID="', '$&x')}</md:EntitiesDescriptor>`,
    );
    const idp = { metadata: `${world.server.url}?federation` };
    const refused = await world.call('PUT', '/api/connections/hub', { revision, document: { ...document, idp } });
    expect(v.parse(API_ERROR, refused.body).error.message).toBe(
      'idp is wrong: the metadata has 2 IdPs: name one by entityId.',
    );
  });
});

describe('metadata that must be signed', () => {
  let place: Workplace;
  let publisher: OpensslPair;
  let stranger: OpensslPair;

  function makeKeys(): void {
    place = makeWorkplace();
    cleanups.push(() => place.remove());
    publisher = makeOpensslPair(place, 'publisher', KEY_KINDS['RSA 2048'], ['-subj', '/CN=publisher']);
    stranger = makeOpensslPair(place, 'stranger', KEY_KINDS['RSA 2048'], ['-subj', '/CN=stranger']);
  }

  /** Signed as a whole by xmlsec1; the signature is the first child. */
  function signed(xml: string, pair: OpensslPair, hash = 'sha256'): string {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#';
    const [signature, digest] =
      hash === 'sha1'
        ? [`${sha1}rsa-sha1`, `${sha1}sha1`]
        : ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'];
    const marked = xml.replace(
      /(<md:Entit\w+Descriptor)( [^>]*)?>/,
      '$1$2 ID="_root"><saml:Issuer xmlns:saml="urn:x"></saml:Issuer>',
    );
    const whole = signWithXmlsec1(place, pair, marked, { id: '_root', signature, digest });
    return whole;
  }

  test('is taken from the publisher alone: unsigned, changed, by a stranger, by SHA-1 and beside what is signed it is not', async () => {
    makeKeys();
    const world = await makeWorld(
      ({ url }) => `{ metadata: "${url}", signedBy: "${publisher.certificateFile}" }`,
      {},
      (server, xml) => server.serve(signed(xml, publisher)),
    );
    expect(await world.letsIn()).toBe(true);
    const good = await world.details();
    expect(good.metadata?.signer).toMatch(/^[0-9a-f]{64}$/);
    const xml = world.idp.metadata.replace(/<\?xml[^>]*\?>/, '');
    const byStranger = signed(xml, stranger);
    const sound = signed(xml, publisher);
    const changed = sound.replace('/sso"', '/other"');
    const weak = signed(xml, publisher, 'sha1');
    const evil = xml.replace(/\/sso"/g, '/evil"');
    const beside = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${evil}${sound.replace(/<\?xml[^>]*\?>/, '').replace(/entityID="[^"]*"/, 'entityID="https://another"')}</md:EntitiesDescriptor>`;
    // Twins: the stranger's signature and the one by SHA-1 are sound by themselves.
    expect(isSoundForXmlsec1(place, byStranger, stranger.certificateFile)).toBe(true);
    expect(isSoundForXmlsec1(place, sound, publisher.certificateFile)).toBe(true);
    expect(isSoundForXmlsec1(place, changed, publisher.certificateFile)).toBe(false);
    for (const [answer, words] of [
      [xml, 'it is not signed'],
      [byStranger, 'no certificate that was given has signed it'],
      [changed, 'it was changed after it was signed'],
      [weak, 'it is signed by SHA-1'],
      [beside, 'cannot be trusted'],
    ] as const) {
      world.server.serve(answer);
      await expect
        .poll(async () => (await world.details()).metadata?.problem ?? '', { ...soon, message: words })
        .toContain(words);
      expect((await world.details()).atWork?.idp).toEqual(good.atWork?.idp);
      expect(await world.letsIn()).toBe(true);
    }
    world.server.serve(signed(xml.replace('/slo"', '/slo2"'), publisher));
    await expect.poll(async () => JSON.stringify((await world.details()).atWork), soon).toContain('/slo2');
    expect((await world.details()).metadata?.problem).toBeNull();
  });
});

describe("the identity provider's key is rolled", () => {
  test('while logins go on: two are trusted while both are published, and the old one no longer than that', async () => {
    const rolling = await startRolling();
    const { world, both, onlyNew, oldOnly } = rolling;
    let tries = 0;
    let failures = 0;
    let goes = true;
    const traffic = (async () => {
      while (goes) {
        tries += 1;
        if (!(await world.letsIn())) failures += 1;
      }
    })();
    world.server.serve(both);
    await expect.poll(async () => (await world.details()).atWork?.idp.certificates.length, soon).toBe(2);
    const shown = await world.audit('metadata-refreshed');
    expect(shown[0]?.facts['fields']).toMatch(/^A key is new and trusted: CN=.*, SHA-256 [0-9a-f]{16}…, until \d{4}-/);
    // Both keys sign now, one after the other, while people log in.
    await expect.poll(() => tries, soon).toBeGreaterThan(3);
    goes = false;
    await traffic;
    await rolling.useNewKey();
    goes = true;
    const more = (async () => {
      while (goes) {
        tries += 1;
        if (!(await world.letsIn())) failures += 1;
      }
    })();
    world.server.serve(onlyNew);
    await expect.poll(async () => (await world.details()).atWork?.idp.certificates.length, soon).toBe(1);
    const before = tries;
    await expect.poll(() => tries, soon).toBeGreaterThan(before + 2);
    goes = false;
    await more;
    expect([failures, tries > 6]).toEqual([0, true]);
    expect((await world.audit('metadata-refreshed'))[0]?.facts['fields']).toContain(
      'A key is no longer published and no longer trusted: ',
    );
    // The old key signs as soundly as before; nobody vouches for it any more.
    await rolling.useOldKey();
    expect(await world.letsIn()).toBe(false);
    world.server.serve(oldOnly);
    await expect.poll(() => world.letsIn(), soon).toBe(true);
  });

  test('by hand: others who only look at the same moment take nothing back', async () => {
    const { world, onlyNew, useNewKey } = await startRolling({ ...TIMES, least: 999_999, usual: 999_999 });
    world.server.serve(onlyNew);
    const look = async (body: unknown) => (await world.call('POST', '/api/connections/hub/metadata', body)).status;
    const lookers = () => Array.from({ length: 10 }, () => look({ dryRun: true }));
    const taken = look({});
    let isTaken = false;
    void taken.finally(() => {
      isTaken = true;
    });
    while (!isTaken) await Promise.all(lookers());
    expect(await taken).toBe(200);
    await useNewKey();
    expect(await world.letsIn()).toBe(true);
  });

  test('by hand: what changes is shown first, and only that is taken', async () => {
    const { world, both, onlyNew, useNewKey } = await startRolling({ ...TIMES, least: 999_999, usual: 999_999 });
    world.server.serve(both);
    const look = async (body: unknown) => world.call('POST', '/api/connections/hub/metadata', body);
    const shown = v.parse(METADATA_LOOK, (await look({ dryRun: true })).body);
    expect(shown.changes).toEqual([expect.stringMatching(/^A key is new and trusted/)]);
    expect((await world.details()).atWork?.idp.certificates).toHaveLength(1);
    world.server.serve(onlyNew);
    const refused = await look({ fingerprint: shown.fingerprint });
    expect([refused.status, v.parse(API_ERROR, refused.body).error.code]).toEqual([409, 'metadata-changed-again']);
    world.server.serve(both);
    expect((await look({ fingerprint: shown.fingerprint })).status).toBe(200);
    expect((await world.details()).atWork?.idp.certificates).toHaveLength(2);
    await useNewKey();
    expect(await world.letsIn()).toBe(true);
    expect(await world.audit('metadata-taken')).toMatchObject([{ facts: { fields: shown.changes[0] } }]);
    await world.server.stop();
    const down = await look({ dryRun: true });
    expect([down.status, v.parse(API_ERROR, down.body).error.code]).toEqual([502, 'metadata-unreachable']);
    await world.server.start();
  });
});

test('a file that changes is read again, and one that is broken leaves what was there', async () => {
  const world = await makeWorld(() => '{ metadata: idp.xml }');
  const file = join(world.folder, 'idp.xml');
  await writeFile(file, '<broken');
  await expect.poll(async () => (await world.details()).metadata?.problem, soon).toBeTruthy();
  expect(await world.letsIn()).toBe(true);
  await writeFile(file, world.idp.metadata.replace('/slo"', '/slo2"'));
  await expect.poll(async () => JSON.stringify((await world.details()).atWork), soon).toContain('/slo2');
  expect((await world.details()).metadata).toMatchObject({ kind: 'file', from: 'idp.xml', problem: null });
});

test('a file is obeyed in how long it is valid, and one that is over is not taken for newer', async () => {
  let now = Date.now();
  const end = now + 20 * MINUTE;
  const world = await makeWorld(() => '{ metadata: idp.xml }', { clock: () => now });
  const file = join(world.folder, 'idp.xml');
  expect(await world.letsIn()).toBe(true);
  await writeFile(file, withHead(world.idp.metadata, until(now - MINUTE)));
  await expect.poll(async () => (await world.details()).metadata?.problem, soon).toContain('was valid until');
  expect(await world.letsIn()).toBe(true);
  await writeFile(file, withHead(world.idp.metadata, until(end)));
  await expect.poll(async () => (await world.details()).metadata?.validUntil, soon).toBe(end);
  now = end;
  expect((await new HttpBrowser().open(`${world.url()}/hub/`)).status).toBe(503);
  await writeFile(file, withHead(world.idp.metadata, until(now + MINUTE)));
  await expect.poll(() => world.letsIn(), soon).toBe(true);
});

test('a connection made in the console asks only hosts that the file allows', async () => {
  const world = await makeWorld();
  const document = { prefix: 'second', user: { id: 'uid' }, idp: { metadata: world.server.url } };
  const foreign = { ...document, idp: { metadata: 'http://127.0.0.1:1/', allowHosts: ['127.0.0.1:1'] } };
  const codeOf = async (body: unknown) => {
    const answer = await world.call('POST', '/api/connections', body);
    return answer.status < 300 ? answer.status : v.parse(API_ERROR, answer.body).error.code;
  };
  expect(await codeOf({ document: foreign })).toBe('host-not-allowed');
  expect(await codeOf({ document: { ...document, idp: { metadata: 'http://127.0.0.1:1/' } } })).toBe(
    'metadata-address-forbidden',
  );
  const asked = world.server.asked();
  expect(await codeOf({ document, dryRun: true })).toBe(200);
  expect(world.server.asked()).toBeGreaterThan(asked);
  expect(await codeOf({ document })).toBe(201);
  const browser = new HttpBrowser();
  expect((await browser.press(await browser.open(`${world.url()}/second/`), 'Anne')).text).toContain('Welcome, anne');
});

/** An identity provider with two keys, of which one signs. */
async function startRolling(times = TIMES) {
  let world: TrustWorld | null = null;
  const serviceProviders = (): readonly string[] => world?.companion().metadata ?? [];
  const log = makeLog({ write: () => undefined });
  const folders = { old: '', new: '' };
  let idp: RunningIdp | null = null;
  let port = 0;
  const use = async (which: 'old' | 'new'): Promise<RunningIdp> => {
    await idp?.close();
    const stateFolder = folders[which];
    const started = await untilFree(() => startIdp({ port, stateFolder, serviceProviders, log }));
    idp = started;
    port = Number(new URL(started.url).port);
    return started;
  };
  const place = makeWorkplace();
  folders.old = join(place.folder, 'old');
  folders.new = join(place.folder, 'new');
  cleanups.push(() => rm(place.folder, { recursive: true }));
  cleanups.push(async () => idp?.close());
  const oldOnly = (await use('old')).metadata;
  const onlyNew = (await use('new')).metadata;
  await use('old');
  const both = oldOnly.replace(keysOf(oldOnly)[0] ?? '', (key) => key + (keysOf(onlyNew)[0] ?? ''));
  world = await makeWorld(undefined, { metadataTiming: { times, limits: LIMITS } }, (server) => server.serve(oldOnly));
  return { world, both, onlyNew, oldOnly, useNewKey: () => use('new'), useOldKey: () => use('old') };
}
