import type { FlowDifference } from '#shared/compare/compare-flows.ts';
import type { FlowView } from '#shared/compare/features.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { wordsFor } from '../base/words.ts';

/** What tells most why one run fails and another does not, first. */
const FIRST: readonly RegExp[] = [
  /^(?:cause|what is wrong|readable)$/,
  /^(?:status|status message)$/,
  /^outcome$/,
  /^(?:audience|destination|recipient|issuer)/,
  /^(?:signed|signature)/,
  /^cookies missing$/,
  /^NameID/,
  /^attribute/,
  /^encrypted$/,
  /^(?:HTTP status)/,
];

/** Differences by place, what matters most first in each and among them; findings by their words, and not by their codes. */
export function tellDifferences(
  differences: readonly FlowDifference[],
  views: readonly FlowView[],
): readonly (readonly [place: string, differences: readonly FlowDifference[]])[] {
  const titles = titlesOf(views);
  const told = differences.map((difference) =>
    /^(?:cause|what is wrong)$/.test(difference.name) ? inWords(difference, titles) : difference,
  );
  const sorted = told.toSorted((one, other) => rankOf(one) - rankOf(other));
  return [...Map.groupBy(sorted, ({ place }) => place)];
}

function rankOf({ name }: FlowDifference): number {
  const rank = FIRST.findIndex((pattern) => pattern.test(name));
  return rank === -1 ? FIRST.length : rank;
}

function inWords(difference: FlowDifference, titles: ReadonlyMap<string, string>): FlowDifference {
  const words = (values: readonly string[]) => values.map((code) => titles.get(code) ?? code);
  return { ...difference, one: words(difference.one), other: words(difference.other) };
}

function titlesOf(views: readonly FlowView[]): ReadonlyMap<string, string> {
  const findings = views.flatMap(({ flow, messages }): readonly Finding[] => [
    ...(flow.cause === null ? [] : [flow.cause]),
    ...flow.findings,
    ...messages.flatMap((message) => message.findings),
  ]);
  return new Map(
    findings.filter(({ outcome }) => outcome !== 'pass').map((finding) => [finding.code, wordsFor(finding).title]),
  );
}
