import { describe, expect, test } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { OWNERS } from '#shared/inspection/owner.ts';
import { sourceOfMessage } from '#shared/redact/redact-message.ts';
import { redactTexts } from '#shared/redact/redact-texts.ts';
import { messageFor, ownersIn } from '#shared/report/message-for.ts';
import { withTexts, writeOwnerMessage } from '#shared/report/owner-message.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const KEY = new Uint8Array(32).fill(7);

async function reportOf(
  change: (exchanges: readonly Exchange[]) => readonly Exchange[] = (all) => all,
): Promise<Report> {
  const teller = await makeStoryteller();
  const told = await teller.login({ startedAt: START, name: 'a', audience: 'https://hub.example/hub/' });
  const knowledge = await knowledgeFrom({ metadataTexts: [teller.metadata], certificatePems: [], at: null });
  const trace = createTrace({ knowledge });
  for (const exchange of change(told)) await trace.add(exchange);
  return trace.report();
}

async function redacted(report: Report, owner: (typeof OWNERS)[number]): Promise<string> {
  const message = messageFor(owner, report, { quotes: false });
  const source = sourceOfMessage(owner, report);
  return writeOwnerMessage(await withTexts(message, (texts) => redactTexts(texts, source, KEY)));
}

/** The SP says who the user is, and shows a cookie. */
const withPage = (exchanges: readonly Exchange[]) =>
  exchanges.map((exchange) =>
    exchange.method === 'POST'
      ? {
          ...exchange,
          requestHeaders: [...exchange.requestHeaders, { name: 'Cookie', value: 'hub=f00dfeedbeef' }],
          responseText: '<h1>Error</h1><p>Dear Frau Foster, invalid audience for anne.foster@example.com</p>',
        }
      : exchange,
  );

describe('the message for who must act', () => {
  test('says what happened, when, what is wrong, the evidence, and what to change', async () => {
    const report = await reportOf();
    const [first] = ownersIn(report);
    expect(first).toBe(report.flows[0]?.owner);
    const text = writeOwnerMessage(messageFor(first ?? 'sp', report, { quotes: true }));
    expect(text).toMatch(/^# To the administrator of the \w+ provider\n/);
    expect(text).toContain('## Login refused, begun by the service provider');
    expect(text).toContain('2026-01-12T10:43');
    expect(text).toMatch(/\*\*What is wrong:\*\* `.*hub\//);
    expect(text).toMatch(/\*\*What to change:\*\* \S/);
    expect(text).toMatch(/- Seen: `Exchange 3: /);
    expect(text).toContain('https://idp.example/metadata');
    expect(text.endsWith('\n')).toBe(true);
  });

  test.each(OWNERS)('for %s: redacted it holds no name, no value, no cookie, and no words of a page', async (owner) => {
    const text = await redacted(await reportOf(withPage), owner);
    expect(text).not.toMatch(/anne|foster|SalesUS|f00dfeedbeef|Frau/i);
  });

  test('the reader’s own host stays, and that of the other side does not', async () => {
    const report = await reportOf(withPage);
    const owner = ownersIn(report)[0] ?? 'idp';
    const [own, other] = owner === 'idp' ? ['idp.example', 'hub.example'] : ['hub.example', 'idp.example'];
    const text = await redacted(report, owner);
    expect(text).toContain(own);
    expect(text).not.toContain(other);
    expect(writeOwnerMessage(messageFor(owner, report, { quotes: true }))).toContain(other);
  });

  test('a login that went well asks nothing of the SP', async () => {
    const teller = await makeStoryteller();
    const knowledge = await knowledgeFrom({ metadataTexts: [teller.metadata], certificatePems: [], at: null });
    const trace = createTrace({ knowledge });
    for (const exchange of await teller.login({ startedAt: START, name: 'a' })) await trace.add(exchange);
    expect(ownersIn(trace.report())).not.toContain('sp');
    expect(writeOwnerMessage(messageFor('sp', trace.report(), { quotes: true }))).toBe('');
  });

  test('nothing out of a message is markup in it', () => {
    const hostile = 'x` [link](https://evil.example) <script>alert(1)</script> @team';
    const text = writeOwnerMessage({
      to: 'sp',
      events: [
        {
          what: `Login ${hostile}`,
          facts: [{ label: 'When', values: [hostile], tone: 'plain' }],
          wrong: hostile,
          evidence: [],
          change: hostile,
        },
      ],
    });
    const outside = text.replace(/``.*?(?<!`)``(?!`)/g, '');
    expect(outside).not.toMatch(/(?<!\\)[[<`@]/);
    expect(text).toContain('``x` [link](https://evil.example)');
  });
});
