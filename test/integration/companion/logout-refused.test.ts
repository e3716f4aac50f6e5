import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver, type Receiver } from '#test/fixtures/encrypter.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { makeSigner } from '#test/fixtures/signer.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, idOf, postInstead, responseOf } from './forge.ts';
import { idpLogoutRequest, type Subject, sloUrl, subjectOf } from './idp-messages.ts';

/** Logout requests of the identity provider that end nothing; each is followed by a sound one that does. */

const NAME = /<saml:NameID[\s\S]*?<\/saml:NameID>/;
let world: CompanionWorld;
let receiver: Receiver;
/** Somebody new in each test: whom a refused logout was about is still logged in. */
let browser: HttpBrowser;

beforeAll(async () => {
  world = await makeCompanionWorld();
  receiver = makeReceiver();
});
beforeEach(() => {
  browser = new HttpBrowser();
});
afterAll(async () => {
  receiver.dispose();
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

async function isLoggedIn(by = browser): Promise<boolean> {
  const { html } = await by.open(`${world.url()}/hub/qps/user`);
  return 'userId' in JSON.parse(html);
}

/** Logs in and gives what the IdP said of the subject. */
async function logIn(name = 'Anne', by = browser): Promise<Subject> {
  const page = await beforeAcs(world, name, by);
  await postInstead(page, responseOf(page), by);
  expect(await isLoggedIn(by)).toBe(true);
  return subjectOf(responseOf(page));
}

/** Sends a message to the single logout address as an IdP's frame would: without any cookie. */
async function send(url: string): Promise<{ status: number; location: string | null; html: string }> {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
}

const sendRequest = async (xml: string) => send(await sloUrl(world, { parameter: 'SAMLRequest', xml }));

/** The status of the LogoutResponse that a redirect carries. */
function statusOf(location: string | null): readonly string[] {
  const wire = readUrl(location ?? '')[0]?.wire;
  if (!wire) throw new Error(`no message in ${location}`);
  const message = readMessage(parseXml(wire.xml));
  return message.kind === 'LogoutResponse' ? (message.status?.codes ?? []) : [message.kind];
}

/** The inspector names the cause that the page names, and whoever it says can mend it; that half of a signature is none it does not say. */
async function expectSameCause(exchanges: readonly Exchange[], code: string, html: string): Promise<void> {
  const knowledge = await knowledgeFrom({ metadataTexts: [world.idp.metadata, ...world.companion().metadata] });
  const { findings, flows } = await inspectExchanges('trace', exchanges, knowledge, {});
  const [first] = findings.filter(({ outcome }) => outcome === 'fail');
  if (first === undefined) throw new Error('found nothing');
  const closed = first.variant === 'encryption' ? 'encrypted-part-closed' : null;
  expect([first.code, first.because?.code, closed]).toContain(code);
  expect(flows.at(-1)?.outcome).toBe('refused');
  expect(html).toContain(OWNER_WORDS[first.owner]);
  const isHalf = exchanges.some(({ url }) => url.includes('Signature=') && !url.includes('SigAlg='));
  if (isHalf) expect(`${wordsFor(first).whole} ${html}`).not.toMatch(/is not signed/);
}

describe('a request is refused, and ends nothing', () => {
  test.each<[string, string, (subject: Subject) => Promise<string>]>([
    [
      'unsigned',
      'logout-unsigned',
      async (subject) =>
        sloUrl(world, { parameter: 'SAMLRequest', xml: idpLogoutRequest(world, subject), signer: null }),
    ],
    [
      'from another issuer',
      'issuer-mismatch',
      async (subject) =>
        sloUrl(world, {
          parameter: 'SAMLRequest',
          xml: idpLogoutRequest(world, subject, { issuer: 'https://other.example' }),
        }),
    ],
    [
      'for another destination',
      'destination-mismatch',
      async (subject) =>
        sloUrl(world, {
          parameter: 'SAMLRequest',
          xml: idpLogoutRequest(world, subject, { destination: 'https://other.example/slo' }),
        }),
    ],
    [
      'expired',
      'logout-request-expired',
      async (subject) =>
        sloUrl(world, {
          parameter: 'SAMLRequest',
          xml: idpLogoutRequest(world, subject, { notOnOrAfter: Date.now() - 3_600_000 }),
        }),
    ],
    [
      'made long ago',
      'issue-instant',
      async (subject) =>
        sloUrl(world, {
          parameter: 'SAMLRequest',
          xml: idpLogoutRequest(world, subject, { issueInstant: Date.now() - 86_400_000 }),
        }),
    ],
    [
      'changed after signing',
      'signature-invalid',
      async (subject) =>
        (
          await sloUrl(world, { parameter: 'SAMLRequest', xml: idpLogoutRequest(world, subject), relayState: 'a' })
        ).replace('RelayState=a', 'RelayState=b'),
    ],
    [
      'whose SigAlg was lost',
      'logout-unsigned',
      async (subject) =>
        (await sloUrl(world, { parameter: 'SAMLRequest', xml: idpLogoutRequest(world, subject) })).replace(
          /&SigAlg=[^&]*/,
          '',
        ),
    ],
    [
      'about a name that is encrypted for somebody else',
      'encrypted-part-closed',
      async (subject) =>
        sloUrl(world, {
          parameter: 'SAMLRequest',
          xml: encryptPart(idpLogoutRequest(world, subject), NAME, 'EncryptedID', receiver),
        }),
    ],
  ])('%s', async (_, code, make) => {
    const subject = await logIn();
    const url = await make(subject);
    const recording = recordHttp();
    const { status, html } = await send(url).finally(recording.stop);
    expect(html).toContain(`<code>${code}</code>`);
    expect(status).toBe(403);
    await expectSameCause(recording.exchanges, code, html);
    expect(await isLoggedIn()).toBe(true);
    expect(statusOf((await sendRequest(idpLogoutRequest(world, subject))).location)).toEqual([STATUS_CODE.success]);
  });

  test('signed by a stranger', async () => {
    const subject = await logIn();
    const stranger = await makeSigner('https://evil.example');
    const xml = idpLogoutRequest(world, subject);
    const body = new URLSearchParams({
      SAMLRequest: Buffer.from(await stranger.sign(xml, idOf(xml, 'samlp:LogoutRequest'))).toString('base64'),
    });
    expect((await fetch(`${world.url()}/hub/saml/slo`, { method: 'POST', body })).status).toBe(403);
    expect(await isLoggedIn()).toBe(true);
  });

  test.each<[string, (forged: string, signed: string) => string]>([
    [
      'a percent-escaped name in front of a signed message (attacks#parameter-confusion)',
      (forged, signed) => `SAMLReques%74=${forged}&${signed}`,
    ],
    ['a second message behind the signature', (forged, signed) => `${signed}&SAMLRequest=${forged}`],
    ['a second message in front of it', (forged, signed) => `SAMLRequest=${forged}&${signed}`],
    ['a response beside the request', (forged, signed) => `${signed}&SAMLResponse=${forged}`],
    ['a second RelayState', (_, signed) => `${signed}&RelayState=x`],
    ['a second SigAlg', (_, signed) => `${signed}&SigAlg=http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1`],
  ])('with %s', async (_, confuse) => {
    const anne = await logIn();
    const phone = new HttpBrowser();
    const eddie = await logIn('Eddie', phone);
    const signed = new URL(
      await sloUrl(world, { parameter: 'SAMLRequest', xml: idpLogoutRequest(world, eddie), relayState: 'r' }),
    ).search.slice(1);
    const forged = new URL(
      await sloUrl(world, { parameter: 'SAMLRequest', xml: idpLogoutRequest(world, anne), signer: null }),
    ).search.slice('?SAMLRequest='.length);
    const { status, html } = await send(`${world.url()}/hub/saml/slo?${confuse(forged, signed)}`);
    expect(html).toContain('<code>parameters-ambiguous</code>');
    expect(status).toBe(400);
    expect([await isLoggedIn(), await isLoggedIn(phone)]).toEqual([true, true]);
    expect(statusOf((await send(`${world.url()}/hub/saml/slo?${signed}`)).location)).toEqual([STATUS_CODE.success]);
  });
});
