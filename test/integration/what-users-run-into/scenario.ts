import { expect, test } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { type KnowledgeSources, knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { createTrace } from '#shared/report/trace.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';

/** A recording, and what an inspector of it is given beside it. */
export interface Recorded {
  readonly exchanges: readonly Exchange[];
  readonly knowledge?: KnowledgeSources;
}

/** One thing that goes wrong for users of SAML. */
export interface Scenario {
  /** Of docs/what-users-run-into.md, 1 to 45. */
  readonly row: number;
  readonly what: string;
  /** Code and variant of the finding that must come first. */
  readonly cause: readonly [code: FindingCode, variant: string];
  /** What its words must name, besides: values, hosts, settings. */
  readonly says?: readonly (string | RegExp)[];
  /** Lets the products play it and records them. */
  readonly play: () => Promise<Recorded>;
}

/** Everything that is found in a recording, the cause first. */
export async function findingsOf({ exchanges, knowledge = {} }: Recorded): Promise<readonly Finding[]> {
  const trace = createTrace({ knowledge: await knowledgeFrom(knowledge) });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report().findings.filter(({ outcome }) => outcome !== 'pass');
}

/** For each scenario, that its cause is the first finding and that its words say what to change. */
export function expectCauses(scenarios: readonly Scenario[]): void {
  test.each(scenarios)('$row: $what', async ({ cause: [code, variant], says = [], play }) => {
    const found = await findingsOf(await play());
    const shown = found.map((finding) => `${finding.severity} ${finding.code} ${finding.variant}`);
    expect(shown[0]?.replace(/^\w+ /, ''), shown.join('\n')).toBe(`${code} ${variant}`);
    const words = found[0] === undefined ? { title: '', fix: '' } : wholeWords(found[0]);
    expect(words.fix, words.title).not.toBe('');
    expect(`${words.title} ${words.fix}`).not.toMatch(/\{\w+\}|undefined/);
    for (const part of says) expect(`${words.title} ${words.fix}`).toMatch(part);
  });
}
