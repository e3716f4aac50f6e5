import { beforeAll, describe, expect, it } from 'vitest';
import { visibleText } from '#shared/base/visible-text.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toMarkdownReport } from '#shared/report/markdown-report.ts';
import type { Report } from '#shared/report/report.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import {
  exchangeOf,
  makeWorld,
  recordLogin,
  recordLogout,
  responseXml,
  START,
  type World,
} from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

/** What a hostile IdP could send as a group: terminal escapes, bidi, HTML, Markdown, line ends. */
const HOSTILE = [
  '\u001b[31mred\u001b[0m',
  '\u009b2J',
  'abc\u202ecba',
  '\u2066x\u2069',
  '<img src=x onerror=alert(1)>',
  '[click](https://evil.example) https://evil.example www.evil.example',
  '`code` ``more``',
  '| a | b |',
  'one\ntwo\r\n# heading',
  '\u200bzero\u200d\ufeff',
];
const text = (report: Report, all = false) => toTextReport(report, { colour: false, all });

async function hostileReport(): Promise<Report> {
  // Control characters are forbidden in XML; they reach the report by relay state and URL.
  const groups = HOSTILE.filter((group) => !group.includes('\u001b'));
  const exchanges = await recordLogin(world, { groups });
  const relayState = encodeURIComponent(HOSTILE.join(' '));
  const post = exchanges[2] ?? exchangeOf('x', 0);
  const body = {
    mimeType: null,
    text: `${post.requestBody?.text?.split('&')[0]}&RelayState=${relayState}`,
    params: null,
  };
  return await inspectInput(writeHar([...exchanges.slice(0, 2), { ...post, requestBody: body }]), knowledge);
}

describe('toTextReport', () => {
  it('says first what is wrong and what to do, then flows, messages and the rest', async () => {
    const har = writeHar(await recordLogin(world, { audience: 'https://sp.example/saml/metadata/' }));
    const lines = text(await inspectInput(har, knowledge)).split('\n');
    expect(lines[0]).toMatch(/^The audience of the assertion is .* it is https:\/\/sp\.example\/saml\/metadata\/,/);
    expect(lines[1]).toMatch(/^ {2}What to do {8}At the IdP/);
    const starts = ['Flows', 'Messages'].map((title) => lines.indexOf(title));
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(starts).not.toContain(-1);
  });

  it('tells of each message who, to whom, when, status, subject, every value and the signatures in words', async () => {
    const report = text(await inspectInput(writeHar(await recordLogin(world)), knowledge));
    for (const line of [
      'Login succeeded, begun by the service provider',
      'Message 2: Response (post)',
      'Issuer            https://idp.example/metadata',
      'Destination       https://sp.example/saml/acs',
      'Received          2026-01-10T12:00:02.000Z',
      'Status            Success',
      'NameID            anne',
      'Format            persistent (urn:oasis:names:tc:SAML:2.0:nameid-format:persistent)',
      'Attribute groups  Sales\n                      Ops\n                      Zoë',
      'Assertion: signed and verified',
      'Signature on Assertion: valid',
      'Algorithm         rsa-sha256 (http://www.w3.org/2001/04/xmldsig-more#rsa-sha256)',
      'Subject           CN=idp.example',
    ]) {
      expect(report).toContain(line);
    }
  });

  it('says that nothing is wrong, and what could not be checked by what is lacking', async () => {
    const healthy = await inspectInput(
      writeHar([...(await recordLogin(world)), ...(await recordLogout(world))]),
      knowledge,
    );
    expect(text(healthy).split('\n')[0]).toBe('No error was found');
    const alone = text(await inspectInput(await responseXml(world, null), await knowledgeFrom({})));
    expect(alone).toMatch(/But {15}\d+ checks could not be made/);
    expect(alone.match(/Give the moment to check at/g)).toHaveLength(1);
  });

  it('names the checks that passed only with all', async () => {
    const report = await inspectInput(writeHar(await recordLogin(world)), knowledge);
    expect(text(report)).not.toContain('In order');
    expect(text(report, true)).toMatch(/^In order \(\d+\)$/m);
  });

  it('says that no message was found', async () => {
    expect(text(await inspectInput(writeHar([exchangeOf('1', START)]), knowledge))).toBe(
      'No SAML message was found\n  Read              a HAR of 1 exchange, with 0 messages\n',
    );
  });

  it('makes hostile characters visible and keeps the rest', async () => {
    const report = text(await hostileReport());
    for (const hidden of '\u001b\u009b\u202e\u2066\u200b\ufeff\r') expect(report).not.toContain(hidden);
    expect(report).toContain('abc\\u{202e}cba');
    expect(report).toContain('\\u{1b}[31mred');
    expect(report).toContain('one\\ntwo');
    expect(report).toContain('<img src=x onerror=alert(1)>');
  });

  it('has colours only when asked', async () => {
    const report = await inspectInput(writeHar(await recordLogin(world)), knowledge);
    expect(text(report)).not.toContain('\u001b');
    expect(toTextReport(report, { colour: true, all: false })).toContain('\u001b[32m');
  });
});

describe('toMarkdownReport', () => {
  it('puts values into code spans, where nothing is HTML, a link or a table', async () => {
    const report = toMarkdownReport(await hostileReport(), { all: false });
    expect(report).toContain('`<img src=x onerror=alert(1)>`');
    expect(report).toContain('`[click](https://evil.example) https://evil.example www.evil.example`');
    expect(report).toContain('``` `code` ``more`` ```');
    expect(report).toContain('`| a | b |`');
    expect(report).not.toMatch(/^# heading/m);
    for (const hidden of '\u001b\u202e') expect(report).not.toContain(hidden);
  });

  it('escapes what stands outside of them', async () => {
    const har = writeHar(await recordLogin(world, { audience: '<b>*x*</b> [l](https://evil.example) | `' }));
    const title = toMarkdownReport(await inspectInput(har, knowledge), { all: false }).split('\n')[0];
    expect(title).toContain('\\<b\\>\\*x\\*\\</b\\> \\[l\\](https\\://evil.example) \\| \\`');
  });

  it('is a document with headings: verdict, flows, messages', async () => {
    const report = toMarkdownReport(await inspectInput(writeHar(await recordLogin(world)), knowledge), { all: false });
    expect(report).toMatch(/^## ✅ No error was found$/m);
    expect(report).toMatch(/^### Message 2: Response \(post\)$/m);
    expect(report).toContain('- **Attribute groups**:\n  - `Sales`\n  - `Ops`\n  - `Zoë`');
  });
});

describe('visibleText', () => {
  it('shows hidden characters, lone surrogates and tags by their code points, and cuts what is too long', () => {
    expect(visibleText('a\u0000\u007f\u0085\u2028\ud800b\u{e0041}')).toBe(
      'a\\u{0}\\u{7f}\\u{85}\\u{2028}\\u{d800}b\\u{e0041}',
    );
    expect(visibleText('Zoë 東京 😀 \t')).toBe('Zoë 東京 😀 \\t');
    expect(visibleText('abcdef', 3)).toBe('abc… (6 characters)');
  });
});
