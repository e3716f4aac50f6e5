import { beforeAll, describe, expect, test } from 'vitest';
import type { Exchange, Header } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { sourceOfMessage } from '#shared/redact/redact-message.ts';
import { redactTexts } from '#shared/redact/redact-texts.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { messageFor, ownersIn } from '#shared/report/message-for.ts';
import { withTexts, writeOwnerMessage } from '#shared/report/owner-message.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';

/** To each owner a message about something that is theirs: it can be acted on by whoever has not seen the recording. */

const KEY = new Uint8Array(32).fill(7);
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const header = (name: string, value: string): Header => ({ name, value });
const page = (status: number, text: string, ...more: readonly Header[]): Partial<Exchange> => ({
  ...{ status, responseText: `<html><body><p>${text}</p></body></html>`, redirectUrl: null },
  responseHeaders: [header('Content-Type', 'text/html'), ...more],
});
const change = (exchanges: readonly Exchange[], id: string, parts: Partial<Exchange>) =>
  exchanges.map((exchange) => (exchange.id === id ? { ...exchange, ...parts } : exchange));

async function reportOf(exchanges: readonly Exchange[], idp = world.idpMetadata): Promise<Report> {
  const trace = createTrace({ knowledge: await knowledgeFrom({ metadataTexts: [idp, world.spMetadata] }) });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

/** As it is copied: without names. */
async function told(owner: Owner, report: Report): Promise<string> {
  const message = messageFor(owner, report, { quotes: false });
  const source = sourceOfMessage(owner, report);
  return writeOwnerMessage(await withTexts(message, (texts) => redactTexts(texts, source, KEY)));
}

const SECRETS = /anne|Sales|Zoë|session-a|s3cr3t|[A-Za-z0-9+/]{60}/;
const ANSWER = ['_response-a', '_request-a', '2026-01-10T12:00:01.500Z', '2026-01-10T12:00:02.000Z'];

/** What happened; the owner; what the message has to have; what is not theirs to know. */
type Row = readonly [
  owner: Owner,
  what: string,
  recording: () => Promise<Report>,
  has: readonly (string | RegExp)[],
  lacks: readonly (string | RegExp)[],
];

const ROWS: readonly Row[] = [
  [
    'idp',
    'an audience that is not the SP',
    async () => reportOf(await recordLogin(world, { audience: 'https://sp.example/saml/metadat' })),
    [
      'Login refused',
      'At the IdP set the SP’s entity ID',
      'https://idp.example/metadata',
      'saml-core 2.5.1.4',
      ...ANSWER,
    ],
    ['sp.example'],
  ],
  [
    'sp',
    'an account that is not there',
    async () => {
      const said = 'There is no account for anne@corp.example. Ask desk@corp.example.';
      return reportOf(change(await recordLogin(world), 'a-3', page(403, said)));
    },
    ['Login refused', 'Make the account at the SP', 'https://sp.example/saml/acs', 'HTTP 403', ...ANSWER],
    ['idp.example', 'corp.example'],
  ],
  [
    'sp',
    'a cookie that was kept back',
    async () => {
      const set = header('Set-Cookie', 'state=s3cr3t; Secure; SameSite=Lax; Path=/');
      const begun = change(await recordLogin(world), 'a-1', { responseHeaders: [set] });
      const came = { requestHeaders: [header('Origin', 'https://idp.example')], ...page(400, 'Session not found') };
      return reportOf(change(begun, 'a-3', came));
    },
    ['SameSite=None; Secure', 'The cookie state', ...ANSWER],
    ['idp.example'],
  ],
  [
    'network',
    'a proxy that takes no body of this size',
    async () => reportOf(change(await recordLogin(world), 'a-3', page(413, '413 Request Entity Too Large nginx/1.24'))),
    ['client_max_body_size', 'https://sp.example/saml/acs', 'HTTP 413', ...ANSWER],
    [],
  ],
  [
    'browser',
    'a browser that has no Kerberos',
    async () => {
      const all = (await recordLogin(world)).slice(0, 2);
      const asked = page(401, 'Unauthorized', header('WWW-Authenticate', 'Negotiate'));
      return reportOf(change(all, 'a-2', { ...asked, responseHeaders: [header('WWW-Authenticate', 'Negotiate')] }));
    },
    ['AuthServerAllowlist', 'idp.example', 'HTTP 401', '2026-01-10T12:00:00.100Z', '_request-a'],
    ['_response-a'],
  ],
  [
    'user',
    'a form that was sent again',
    async () => {
      const all = await recordLogin(world);
      const [, , post] = all;
      if (post === undefined) throw new Error('no login');
      return reportOf([...all, { ...post, id: 'again', startedAt: START + 60_000, ...page(403, 'Used already') }]);
    },
    ['Begin the login anew', '_response-a', '2026-01-10T12:01:00.000Z'],
    [],
  ],
  [
    'publisher',
    'metadata that says in no time until when it holds',
    async () => {
      const idp = world.idpMetadata.replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="31.12.2027" ');
      return reportOf(change(await recordLogin(world), 'a-3', page(400, 'No metadata found for issuer')), idp);
    },
    ['https://idp.example/metadata', '31.12.2027', 'write validUntil='],
    ['sp.example'],
  ],
  [
    'publisher',
    'metadata alone',
    async () => {
      const idp = world.idpMetadata.replace(
        '<md:EntityDescriptor ',
        '<md:EntityDescriptor validUntil="2025-06-30T00:00:00Z" ',
      );
      return inspectInput(idp, await knowledgeFrom({ at: START }), {});
    },
    ['https://idp.example/metadata', '2025-06-30T00:00:00Z', 'Fetch the current metadata'],
    [/Also found/],
  ],
];

describe('a message to', () => {
  test.each(ROWS)('%s: %s', async (owner, _, recording, has, lacks) => {
    const report = await recording();
    expect(ownersIn(report)).toContain(owner);
    const text = await told(owner, report);
    expect(text).toMatch(/^# To /);
    expect(text).toMatch(/\*\*What is wrong:\*\* `\S/);
    expect(text).toMatch(/\*\*What to change:\*\* `\S/);
    for (const part of has) expect(text).toMatch(part instanceof RegExp ? part : escaped(part));
    for (const part of [SECRETS, ...lacks]) expect(text).not.toMatch(part instanceof RegExp ? part : escaped(part));
  });

  test('one side says a thing once, and nothing that may be beside what is certain', async () => {
    const [asked] = await recordLogout(world, { answered: false });
    if (asked === undefined) throw new Error('no logout');
    const unsigned = {
      ...asked,
      url: asked.url.replace(/&SigAlg=.*$/, ''),
      ...page(403, 'LogoutRequest is not signed'),
    };
    const report = await reportOf([...(await recordLogin(world)), unsigned]);
    const text = await told('sp', report);
    expect(text.match(/^## /gm)).toHaveLength(1);
    expect(text.match(/not signed/g)).toHaveLength(1);
    expect(text).not.toMatch(/may also be/);
    expect(text).toContain('_logout-z');
  });

  test('another is told what it may also be, where that is not certain', async () => {
    const begun = change(await recordLogin(world), 'a-1', {
      responseHeaders: [header('Set-Cookie', 'state=1; Secure; SameSite=Lax; Path=/')],
    });
    const silent = change(begun, 'a-3', {
      requestHeaders: [header('Origin', 'https://idp.example')],
      ...page(400, 'An error occurred'),
    });
    const trace = createTrace({ knowledge: await knowledgeFrom({}) });
    for (const exchange of silent) await trace.add(exchange);
    const report = trace.report();
    expect(report.flows[0]?.confidence).toBe('possible');
    expect(await told(report.flows[0]?.owner ?? 'idp', report)).toMatch(/It may also be: `The cookie state/);
  });

  test('an ID that is a name as well is replaced', async () => {
    const all = await recordLogin(world);
    const text = (exchange: Exchange) => {
      const form = new URLSearchParams(exchange.requestBody?.text ?? '');
      const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64')
        .toString('utf8')
        .replaceAll('_response-a', 'anne-foster')
        .replace('>anne<', '>anne-foster<');
      form.set('SAMLResponse', Buffer.from(xml).toString('base64'));
      return { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null };
    };
    const [, , post] = all;
    if (post === undefined) throw new Error('no login');
    const named = change(change(all, 'a-2', { responseText: null }), 'a-3', {
      requestBody: text(post),
      ...page(403, 'No'),
    });
    const report = await reportOf(named);
    for (const owner of ownersIn(report)) expect(await told(owner, report)).not.toMatch(/anne|foster/);
  });
});

const escaped = (text: string) => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
