import { expect } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import type { PageRow } from './refusal-row.ts';

/** The codes of pages for which a recording tells of one cause that has other words, or tells more than the companion knows. */
const TOLD_AS: Readonly<Record<string, Finding['code']>> = {
  // The request is taken with the first answer; a recording shows that it was this very answer.
  'in-response-to-unknown': 'assertion-replayed',
  // The cookie by which the companion knows the browser.
  'login-of-another-browser': 'cookie-not-sent',
  'message-kind-unexpected': 'message-unreadable',
  ...Object.fromEntries(
    [
      ...['parameters-ambiguous', 'input-empty', 'base64-invalid', 'deflate-invalid', 'deflate-bomb'],
      ...['deflate-too-large', 'body-too-large', 'xml-not-well-formed', 'xml-doctype', 'xml-too-deep'],
      ...['xml-too-many-attributes', 'xml-namespace', 'xml-processing-instruction'],
    ].map((code) => [code, 'message-unreadable' as const]),
  ),
};

/**
 * Inspects what was recorded of a refusal: the first finding names the cause that the page names, and the same owner. A login
 * that went well before a page was closed is not blamed for that; of what has no message nothing is said.
 */
export async function expectSameCause(
  { code, owner }: PageRow,
  exchanges: readonly Exchange[],
  metadataTexts: readonly string[],
): Promise<void> {
  const report = await inspectExchanges('trace', exchanges, await knowledgeFrom({ metadataTexts }), {});
  const [first] = report.findings.filter(({ outcome }) => outcome === 'fail');
  if (report.messages.length === 0) return expect([first, report.flows]).toEqual([undefined, []]);
  const outcomes = new Set(report.flows.map(({ outcome }) => outcome));
  if (outcomes.size === 1 && outcomes.has('succeeded')) return expect(report.findings.filter(isError)).toEqual([]);
  const told = TOLD_AS[code];
  expect(namedBy(first)).toContain(told ?? code);
  expect(first?.owner).toBe(owner);
}

/** Every code by which a finding names its cause: its own, that of what explains it, that of the page which it quotes. */
function namedBy(finding: Finding | undefined): readonly (string | undefined)[] {
  const [, quoted] = / the code ([a-z0-9-]+)$/.exec(String(finding?.facts['phrase'] ?? '')) ?? [];
  return [finding?.code, finding?.because?.code, quoted];
}
