import { flowCheckOf } from '#shared/checks/flow-check-of.ts';
import { rankFindings } from '#shared/checks/rank-findings.ts';
import { foldFindings, matterOf } from '#shared/diagnosis/fold-findings.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Report } from './report.ts';

/**
 * Puts a report together. Its findings are gathered, folded and ranked when they are first asked for: a panel that
 * shows one message of ten thousand never asks.
 */
export function createReport(
  input: Report['input'],
  messages: readonly InspectedMessage[],
  flows: readonly Flow[],
  exchanges: () => readonly Exchange[] = () => [],
): Report {
  return new LazyReport(input, messages, flows, exchanges);
}

/**
 * A class, because a getter in an object literal gives each object a shape of its own in V8, which outlives the
 * object: it holds the whole report until the next full collection, and makes every use of a report slow.
 */
class LazyReport implements Report {
  readonly input: Report['input'];
  readonly messages: readonly InspectedMessage[];
  readonly flows: readonly Flow[];
  readonly exchanges: () => readonly Exchange[];
  #findings: readonly Finding[] | null = null;

  constructor(
    input: Report['input'],
    messages: readonly InspectedMessage[],
    flows: readonly Flow[],
    exchanges: () => readonly Exchange[],
  ) {
    this.exchanges = exchanges;
    this.input = input;
    this.messages = messages;
    this.flows = flows;
  }

  get findings(): readonly Finding[] {
    this.#findings ??= gather(this.messages, this.flows);
    return this.#findings;
  }
}

/** Causes explain consequences within one flow, or within a message that belongs to none. */
function gather(messages: readonly InspectedMessage[], flows: readonly Flow[]): readonly Finding[] {
  const inFlows = new Set(flows.flatMap((flow) => flow.messages));
  const ofFlows = flows.flatMap((flow) =>
    foldFindings([...flow.messages.flatMap((index) => messages[index]?.findings ?? []), ...flow.findings], flow.cause),
  );
  const alone = messages
    .filter(({ index }) => !inFlows.has(index))
    .flatMap((message) => foldFindings([...message.findings, ...outside(message)]));
  const isTold = [...ofFlows, ...alone].some(isProblem);
  // Where nothing is wrong, why nobody knows how a flow ended is what there is to say.
  const causes = flows.filter((flow) => hasFailed(flow) || !isTold).flatMap(({ cause }) => cause ?? []);
  // Of several flows that which an error ended is told first, and then what only did not go well.
  causes.sort((one, other) => Number(isError(other)) - Number(isError(one)));
  return inReadingOrder(toldOnce(withoutRepeats([...ofFlows, ...alone]), causes), causes);
}

/** What made flows fail in the order of the flows, then each other cause by its rank; behind each its consequences. */
function inReadingOrder(findings: readonly Finding[], causes: readonly Finding[]): readonly Finding[] {
  const behind = new Map<Finding, Finding[]>();
  const roots: Finding[] = [];
  let last: Finding | null = null;
  for (const finding of findings) {
    if (finding.consequenceOf == null) {
      roots.push(finding);
      last = finding;
    } else if (last === null) roots.push(finding);
    else listOf(behind, last).push(finding);
  }
  const byMatter = new Map(roots.toReversed().map((root) => [matterOf(root), root]));
  const first = causes.flatMap((cause) => byMatter.get(matterOf(cause)) ?? []);
  const ordered = new Set([...first, ...rankFindings(roots)]);
  return [...ordered].flatMap((root) => [root, ...(behind.get(root) ?? [])]);
}

function listOf(lists: Map<Finding, Finding[]>, key: Finding): Finding[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** A loop of twenty logins is one finding, not twenty. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, variant, facts }) => {
    const onceBy = flowCheckOf(code)?.onceBy ?? null;
    if (onceBy === null) return true;
    const key = JSON.stringify([code, variant, ...onceBy.map((name) => facts[name])]);
    return !seen.has(key) && seen.add(key);
  });
}

/** What is wrong with the knowledge that was given, and not with the message at which it shows. */
const OF_KNOWLEDGE: ReadonlySet<Finding['code']> = new Set<Finding['code']>([
  'trusted-metadata-expired',
  'trusted-metadata-role',
  'trusted-metadata-unusable',
]);

/** Of each entity whose metadata is wrong one finding, however many messages it shows at: that which made a flow fail, else the first. */
function toldOnce(findings: readonly Finding[], causes: readonly Finding[]): readonly Finding[] {
  const isOf = ({ code, outcome }: Finding): boolean => OF_KNOWLEDGE.has(code) && outcome === 'fail';
  const nameOf = ({ code, variant, received, facts }: Finding) =>
    JSON.stringify([code, variant, received, facts['entity']]);
  const matters = new Set(causes.map(matterOf));
  const told = new Map<string, Finding>();
  for (const finding of findings.filter(isOf))
    if (!told.has(nameOf(finding)) || matters.has(matterOf(finding))) told.set(nameOf(finding), finding);
  return findings.filter((finding) => !isOf(finding) || told.get(nameOf(finding)) === finding);
}

/** A protocol message of a recording that belongs to no login and no logout. */
function outside({ index, message, exchange }: InspectedMessage): readonly Finding[] {
  const isProtocol = message !== null && message.kind !== 'Metadata' && message.kind !== 'Assertion';
  if (!isProtocol || exchange === null) return [];
  const kind = message.element.localName;
  return [
    makeFinding({
      code: 'message-outside-flow',
      severity: 'info',
      message: index,
      kind: message.kind,
      path: `/${kind}`,
      clause: 'saml-profiles 4',
      variant: 'alone',
      facts: { kind },
      owner: 'user',
    }),
  ];
}
