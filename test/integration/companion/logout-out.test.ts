import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ThreadPool } from '#server/threads/thread-pool.ts';
import { KNOWN_ANSWER } from '#shared/api/link.ts';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import { examine } from '#shared/inspection/examine.ts';
import { payloadOf } from '#shared/inspection/payload.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readForm } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { makeSigner, verdictsOf } from '#test/fixtures/signer.ts';
import { type SoapBehaviour, soapAnswer } from '#test/fixtures/soap-idp.ts';
import { createFakeRecorder } from '#test/unit/extension/store/fake-recorder.ts';
import { noteKey } from '../../../extension/store/link/companion-saw.ts';
import { takeTold } from '../../../extension/store/link/take-told.ts';
import { keyOfFlow } from '../../../extension/store/list/rows.ts';
import { exchangesOf } from '../../../extension/store/share/exchanges-of.ts';
import { createWorkbench, LIVE } from '../../../extension/store/workbench.ts';
import { beforeAcs, companionSigner, idpSigner, postInstead, responseOf } from './forge.ts';
import { idpLogoutRequest, type Subject, sloUrl, subjectOf } from './idp-messages.ts';
import { backChannel } from './known-back-channel.ts';
import { type LogoutWorld, type LogoutWorldOptions, makeLogoutWorld, opensOf } from './logout-world.ts';

let world: LogoutWorld;

async function start(options: LogoutWorldOptions): Promise<void> {
  world = await makeLogoutWorld(options);
}

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

async function logIn(): Promise<Subject> {
  const page = await beforeAcs(world, 'Anne');
  await postInstead(page, responseOf(page), world.browser);
  expect(await world.isLoggedIn()).toBe(true);
  return subjectOf(responseOf(page));
}

const logOut = () => world.browser.open(`${world.url()}/hub/logout`);
const envelope = (body: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;

describe('where the IdP takes logouts by SOAP alone (saml-bindings 3.2)', () => {
  test('it is asked by the companion itself, signed, with the name as it came and every SessionIndex', async () => {
    await start({ slo: ['soap'] });
    const subject = await logIn();
    const page = await logOut();
    expect(page.text).toContain('the other applications were told');
    expect(page.text).toContain('asked by SOAP');
    expect(world.soap.questions).toHaveLength(1);
    const [{ xml = '', headers = {} } = {}] = world.soap.questions;
    const document = payloadOf(parseXml(xml));
    expect(readMessage(document)).toMatchObject({
      kind: 'LogoutRequest',
      nameId: subject.nameId,
      sessionIndexes: [subject.sessionIndex],
      destination: world.soap.url,
    });
    expect(await verdictsOf(xml, [(await companionSigner(world)).trusted])).toEqual(['LogoutRequest valid']);
    expect([headers['content-type'], headers.cookie]).toEqual(['text/xml; charset=utf-8', undefined]);
    expect(await world.isLoggedIn()).toBe(false);

    // What went past the browser is kept, and a linked panel gets it by the session that ended.
    const [asked] = await backChannel(world.admin, [subject.sessionIndex ?? '']);
    expect(asked).toMatchObject({ method: 'POST', url: world.soap.url, status: 200, error: null, source: 'companion' });
    expect(asked?.requestBody?.text).toContain(xml);
    expect(asked?.responseText).toContain('LogoutResponse');
  });

  test('what it kept joins what the browser recorded: in its time, each once, told apart', async () => {
    // Its clock is ahead of the browser's.
    await start({ slo: ['soap'], clock: () => Date.now() + 90_000 });
    const recording = recordHttp();
    const recorder = createFakeRecorder();
    const workbench = createWorkbench(recorder);
    try {
      await logIn();
      await logOut();
      recording.stop();
      for (const exchange of recording.exchanges) recorder.send({ type: 'exchange', exchange });
      await workbench.recording?.settled();
      const before = workbench.report.value;
      const [login] = before.flows;
      const key = login === undefined ? null : keyOfFlow(login);
      workbench.view.select(key);
      const names = before.messages.flatMap(({ message }) => [
        ...(message !== null && 'id' in message ? [message.id ?? ''] : []),
        ...assertionsInClear(message).flatMap(({ authnStatements }) =>
          authnStatements.flatMap(({ sessionIndex }) => sessionIndex ?? []),
        ),
      ]);
      const { body } = await world.admin.call('POST', '/api/link/known', { ids: names });
      const known = v.parse(KNOWN_ANSWER, body);
      for (const _ of [1, 2]) await takeTold(workbench, 'login', known);

      const { flows, messages } = workbench.report.value;
      expect(flows.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(['login succeeded', 'logout succeeded']);
      expect(messages.map(({ message }) => message?.kind)).toEqual([
        ...before.messages.map(({ message }) => message?.kind),
        ...['LogoutRequest', 'LogoutResponse'],
      ]);
      const all = exchangesOf(workbench);
      const added = all.filter(({ source }) => source === 'companion');
      expect(added.map(({ url }) => url)).toEqual([world.soap.url]);
      expect(all.length).toBe(recording.exchanges.length + 1);
      // It was asked while the browser waited for the page of its logout, as exactly as the login's POST tells the clocks.
      const [post, page] = ['/saml/acs', '/hub/logout'].map((path) =>
        recording.exchanges.find(({ url }) => url.endsWith(path)),
      );
      const [began, took, exact] = [page?.startedAt ?? 0, page?.duration ?? 0, post?.duration ?? 0];
      const at = added[0]?.startedAt ?? 0;
      expect([at >= began - exact, at <= began + took + exact]).toEqual([true, true]);
      expect(Math.abs((workbench.companionSaw.told.value.get('login')?.ahead ?? 0) - 90_000)).toBeLessThanOrEqual(
        exact,
      );
      expect(workbench.companionSaw.notes.value.get(noteKey(LIVE, post?.id ?? ''))).toMatch(
        /^accepted as CORP\\anne \(.+\)$/,
      );
      expect(workbench.view.selection.value?.key).toBe(key);
    } finally {
      recording.stop();
      workbench.end();
    }
  });

  const said = (changes: Parameters<typeof soapAnswer>[2]): SoapBehaviour => {
    return async (asked) =>
      soapAnswer({ entityId: world.idp.entityId, signer: await idpSigner(world) }, asked, changes);
  };
  const partial = [STATUS_CODE.success, STATUS_CODE.partialLogout];
  const unknown = [STATUS_CODE.requester, STATUS_CODE.unknownPrincipal];

  test.each<readonly [string, SoapBehaviour, string, readonly string[]]>([
    [
      'Success, as the twin of all that follow',
      said({}),
      'the other applications were told',
      ['idp said-closed', 'others said-closed'],
    ],
    [
      'PartialLogout',
      said({ statusCodes: partial }),
      'here, but not everywhere',
      ['idp said-closed', 'others said-partly'],
    ],
    [
      'that it knows nobody',
      said({ statusCodes: unknown }),
      'perhaps nowhere else',
      ['idp said-unknown', 'others unknown'],
    ],
    [
      'a failure',
      said({ statusCodes: [STATUS_CODE.responder] }),
      'perhaps nowhere else',
      ['idp said-open', 'others unknown'],
    ],
    [
      'without a signature',
      async (asked) => soapAnswer({ entityId: world.idp.entityId, signer: null }, asked),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'signed by somebody else',
      async (asked) => soapAnswer({ entityId: world.idp.entityId, signer: await makeSigner() }, asked),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'to another request',
      said({ inResponseTo: '_other' }),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'for another address',
      said({ destination: 'https://other/slo' }),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'from another issuer',
      said({ issuer: 'https://other' }),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'signed first and changed then',
      async (asked, response) =>
        (await said({ statusCodes: unknown })(asked, response))?.replace(
          `${STATUS_CODE.requester}"`,
          `${STATUS_CODE.success}"`,
        ) ?? '',
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'a fault',
      async (_, response) => {
        const fault = '<S:Fault><faultcode>S:Server</faultcode><faultstring>no</faultstring></S:Fault>';
        response.writeHead(500, { 'content-type': 'text/xml' }).end(envelope(fault));
        return null;
      },
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    ['no XML', async () => 'hello', 'perhaps nowhere else', ['idp no-answer', 'others unknown']],
    [
      'a redirect, which is not followed',
      async (_, response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        return null;
      },
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'more than is read',
      async () => envelope(`<a>${'x'.repeat(300_000)}</a>`),
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    [
      'by closing the line',
      async (_, response) => {
        response.destroy();
        return null;
      },
      'perhaps nowhere else',
      ['idp no-answer', 'others unknown'],
    ],
    ['never', async () => null, 'perhaps nowhere else', ['idp no-answer', 'others unknown']],
  ])(
    'it answers %s: the page and the receipt say so, and the session here has ended',
    async (_, behave, title, opens) => {
      await start({ slo: ['soap'] });
      const { sessionIndex } = await logIn();
      world.soap.behave(behave);
      const page = await logOut();
      expect(page.text).toContain(title);
      const [{ status, error } = { status: null, error: null }] = await backChannel(world.admin, [sessionIndex ?? '']);
      expect(status === null).toBe(error !== null);
      const [receipt] = await world.receipts();
      expect(receipt && opensOf(receipt)).toEqual(['companion closed', ...opens]);
      expect(receipt?.confirmed).toBe(title.includes('were told'));
      expect(await world.isLoggedIn()).toBe(false);
      expect(world.soap.questions).toHaveLength(1);
    },
  );

  test('an answer that nobody here comes to look at is told as that: the threads of the gate stay busy', async () => {
    await start({ slo: ['soap'] });
    await logIn();
    const busy = vi.spyOn(ThreadPool.prototype, 'run').mockImplementation((_job, _input, giver) => {
      const gone = giver?.gone;
      return new Promise((_, refuse) => gone?.addEventListener('abort', () => refuse(gone.reason)));
    });
    const page = await logOut();
    busy.mockRestore();
    expect(page.text).toContain('what came as its answer was refused: threads-busy');
    expect(opensOf((await world.receipts())[0] ?? never())).toEqual([
      'companion closed',
      'idp no-answer',
      'others unknown',
    ]);
  });

  test('a private address is not asked unless the connection allows it by name', async () => {
    await start({ slo: ['soap'], logout: '{ allowHosts: [] }' });
    await logIn();
    expect((await logOut()).text).toContain('what comes by http can be changed on its way');
    expect(world.soap.questions).toEqual([]);
    const [receipt] = await world.receipts();
    expect(receipt && opensOf(receipt)).toEqual(['companion closed', 'idp no-answer', 'others unknown']);
  });
});

describe('where it takes them through the browser', () => {
  test('by POST the form carries a signed LogoutRequest', async () => {
    await start({ slo: ['post'] });
    const subject = await logIn();
    const page = await world.browser.open(`${world.url()}/hub/logout`, ({ method }) => method === 'POST');
    const [form] = page.forms;
    const [{ wire } = { wire: null }] = readForm(new URLSearchParams(form?.fields).toString());
    expect(readMessage(parseXml(wire?.xml ?? ''))).toMatchObject({ kind: 'LogoutRequest', nameId: subject.nameId });
    expect(await verdictsOf(wire?.xml ?? '', [(await companionSigner(world)).trusted])).toEqual([
      'LogoutRequest valid',
    ]);
    if (form === undefined) throw new Error('no form');
    expect((await world.browser.submit(page, form)).text).toContain('the other applications were told');
    expect((await world.receipts())[0]?.parts[1]).toMatchObject({ asked: 'post', opens: 'said-closed' });
  });

  test('redirect before POST before SOAP; what a browser carries is asked once', async () => {
    await start({ slo: ['soap', 'post', 'redirect'] });
    await logIn();
    expect((await logOut()).text).toContain('by redirect');
    expect(world.soap.questions).toEqual([]);
  });

  test('our answers go to ResponseLocation, our requests to Location (saml-metadata 2.2.2)', async () => {
    await start({ slo: ['redirect'], responseLocation: 'https://idp.example/answers' });
    const subject = await logIn();
    const xml = idpLogoutRequest(world, subject);
    const answer = await fetch(await sloUrl(world, { parameter: 'SAMLRequest', xml, relayState: 'back' }), {
      redirect: 'manual',
    });
    const location = new URL(answer.headers.get('location') ?? '');
    expect([location.origin + location.pathname, location.searchParams.get('RelayState')]).toEqual([
      'https://idp.example/answers',
      'back',
    ]);
    await logIn();
    const page = await world.browser.open(`${world.url()}/hub/logout`, () => true);
    expect(page.headers.get('location')).toMatch(new RegExp(`^${world.idp.url}/slo\\?SAMLRequest=`));
  });

  test('a browser that is lost on its way leaves a receipt that says that nobody knows, and the late answer still counts', async () => {
    let now = Date.now();
    await start({ slo: ['redirect'], clock: () => now });
    await logIn();
    const asked = await world.browser.open(`${world.url()}/hub/logout`, ({ url }) =>
      url.startsWith(`${world.idp.url}/slo`),
    );
    expect(opensOf((await world.receipts())[0] ?? never())).toEqual([
      'companion closed',
      'idp waiting',
      'others waiting',
    ]);
    now += 16 * 60_000;
    await vi.waitFor(async () => {
      expect(opensOf((await world.receipts())[0] ?? never())[1]).toBe('idp no-answer');
    }, 5000);
    now -= 16 * 60_000;
    expect((await world.browser.open(asked.headers.get('location') ?? '')).text).toContain(
      'the other applications were told',
    );
    expect(opensOf((await world.receipts())[0] ?? never())[1]).toBe('idp said-closed');
  });
});

describe('an encrypted NameID (saml-core 3.7.1)', () => {
  const offersKey = (xml: string): string => {
    const key = /<md:KeyDescriptor\b[^>]*>[\s\S]*?<\/md:KeyDescriptor>/.exec(xml)?.[0] ?? '';
    return xml.replace(key, `${key}${key.replace('use="signing"', 'use="encryption"')}`);
  };

  test('goes out where the connection wants it and the IdP has a key, and the IdP can open it', async () => {
    await start({ slo: ['soap'], logout: '{ allowHosts: [127.0.0.1], encryptNameId: true }', metadata: offersKey });
    const subject = await logIn();
    expect((await logOut()).text).toContain('the other applications were told');
    const [{ xml = '' } = {}] = world.soap.questions;
    expect(xml).toContain('<saml:EncryptedID');
    expect(xml).not.toContain(subject.nameId.value);
    expect(await verdictsOf(xml, [(await companionSigner(world)).trusted])).toEqual(['LogoutRequest valid']);
    const pem =
      (await readFile(join(world.folder, 'idp', 'test-idp.pem'), 'utf8')).split(/(?=-----BEGIN CERT)/)[0] ?? '';
    const inner = xml.slice(xml.indexOf('<samlp:'), xml.indexOf('</S:Body>'));
    const wire = {
      binding: 'soap',
      parameter: null,
      xml: inner,
      steps: [],
      relayState: null,
      redirectSignature: null,
    } as const;
    const verify = async () => ({ signatures: [], redirectSignature: null });
    const { message } = await examine(wire, {
      decryptionKeys: [readDecryptionKey(pem)],
      decryption: { rsa15: false },
      verify,
    });
    expect(message).toMatchObject({ kind: 'LogoutRequest', nameId: subject.nameId });
  });

  test('does not, where the metadata has no key for it', async () => {
    const signingOnly = (xml: string) => xml.replace(/<md:KeyDescriptor>/g, '<md:KeyDescriptor use="signing">');
    await start({ slo: ['soap'], logout: '{ allowHosts: [127.0.0.1], encryptNameId: true }', metadata: signingOnly });
    const subject = await logIn();
    expect((await logOut()).text).toContain('the other applications were told');
    expect(world.soap.questions[0]?.xml).toContain(subject.nameId.value);
  });
});

function never(): never {
  throw new Error('there is no receipt');
}
