import { printInstant } from '#shared/base/instant.ts';
import { itSays } from '#shared/base/it-says.ts';
import { flowTitle } from '#shared/explain/facts/flow-title.ts';
import { candidatesOf, flowVerdict } from '#shared/explain/facts/flow-verdict.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { FlowEvidence } from '#shared/flows/evidence.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { withoutQuery } from '#shared/http/navigation.ts';
import { type Finding, isProblem } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { OWNERS, type Owner } from '#shared/inspection/owner.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import { answeredId } from './inspect-message.ts';
import { messagesOfFlow } from './messages-of-flow.ts';
import { type Row, row } from './outline.ts';
import { messageName } from './outline-message.ts';
import type { OwnerEvent, OwnerMessage } from './owner-message.ts';
import type { Report } from './report.ts';

/** Of very many problems so many are told: a message is to be read. */
const MAX_EVENTS = 20;

/** Who has something to do by a report: first who must act on what failed, then who else on what was found. */
export function ownersIn({ flows, findings }: Report): readonly Owner[] {
  const failed = flows.filter(hasFailed).flatMap(({ owner }) => owner ?? []);
  const others = OWNERS.filter((owner) => findings.some((each) => isProblem(each) && each.owner === owner));
  return [...new Set([...failed, ...others])];
}

/**
 * What to tell whoever must act: each login and logout that failed by what is theirs, then what else was found that is. By a
 * report that names nobody it has no events.
 *
 * @param quotes whether it says what pages and answers say; else only the words of theirs that are known, and are nobody's
 */
export function messageFor(owner: Owner, report: Report, { quotes }: { readonly quotes: boolean }): OwnerMessage {
  const told = new Set<string>();
  const failed = report.flows.filter((flow) => hasFailed(flow) && flow.owner === owner);
  const flows = failed.map((flow) => {
    if (flow.cause !== null) for (const code of codesOf(flow.cause)) told.add(code);
    return flowEvent(flow, report, { owner, quotes });
  });
  const others = report.findings.filter(
    (finding) =>
      isProblem(finding) && finding.owner === owner && finding.consequenceOf == null && !told.has(finding.code),
  );
  const isMore = flows.length > 0;
  const events = [...flows, ...others.map((finding) => findingEvent(finding, report, { owner, quotes, isMore }))];
  return { to: owner, events: events.slice(0, MAX_EVENTS) };
}

/** What a cause tells of: itself, what explains it, what it suspects. */
function codesOf({ code, because, facts }: Finding): readonly string[] {
  return [code, because?.code ?? '', `${facts['suspect'] ?? ''}`];
}

interface Telling {
  readonly owner: Owner;
  readonly quotes: boolean;
}

function flowEvent(flow: Flow, report: Report, { owner, quotes }: Telling): OwnerEvent {
  const { what, ended, begun } = flowTitle(flow);
  const shown: Flow = quotes ? flow : { ...flow, evidence: flow.evidence.map(unquoted) };
  const { seen, sure, next } = flowVerdict(shown);
  const cause = flow.cause === null ? null : spoken(flow.cause, quotes);
  const { whole, fix } = cause === null ? { whole: NOT_KNOWN, fix: '' } : wordsFor(cause);
  const found = [...messagesOfFlow(flow, report), flow].flatMap(({ findings }) => findings);
  const party = (role: 'sp' | 'idp') => flow.participants.find((each) => each.role === role);
  return {
    what: `${what} ${ended.word.toLowerCase()}, ${begun}`,
    facts: [
      ...row('When', flow.startedAt === null ? null : printInstant(flow.startedAt)),
      ...row('Identity provider', party('idp')?.entityId ?? party('idp')?.hosts[0] ?? null),
      ...row('Service provider', party('sp')?.entityId ?? party('sp')?.hosts[0] ?? null),
      ...messageRows(messageToFind(flow, report), owner),
    ],
    wrong: whole,
    evidence: [
      ...(cause === null ? [] : evidenceOf(cause, report)),
      ...row(
        'Seen',
        seen.map(({ name, text }) => `${name}: ${text}`),
      ),
      ...row('How sure', sure),
      ...row(
        'It may also be',
        othersOf(flow, found).map((each) => wordsFor(spoken(each, quotes)).title),
      ),
      ...row('What would tell more', next),
    ],
    change: fix,
  };
}

const NOT_KNOWN = 'What was minded is not known.';

/** Beside what is certain there is nothing that it may be; that it stopped follows from whatever it was. */
function othersOf({ cause, confidence, ...flow }: Flow, found: readonly Finding[]): readonly Finding[] {
  if (confidence === 'certain') return [];
  const told = new Set(cause === null ? [] : [...codesOf(cause), 'flow-broken-off']);
  return candidatesOf({ ...flow, cause, confidence }, found)
    .slice(1)
    .filter(({ code }) => !told.has(code));
}

/** The message that the cause is about, else the last one: by its ID a log tells more. */
function messageToFind(flow: Flow, report: Report): InspectedMessage | undefined {
  const { cause } = flow;
  const index = (cause?.because ?? cause)?.message ?? cause?.message ?? flow.messages.at(-1);
  return index === undefined ? undefined : report.messages[index];
}

/** By what its receiver and its sender find a message in their logs. Whoever publishes metadata has none. */
function messageRows(inspected: InspectedMessage | undefined, owner: Owner): readonly Row[] {
  if (inspected === undefined) return [];
  const { exchange, message } = inspected;
  if (message?.kind === 'Metadata')
    return row(
      'Metadata of',
      message.entities.slice(0, MAX_EVENTS).map(({ entityId }) => entityId),
    );
  if (owner === 'publisher') return [];
  const at = exchange?.startedAt ?? null;
  const place = exchange === null ? null : `${exchange.method} ${withoutQuery(exchange.url)}`;
  return [
    ...row('Message ID', message?.id ?? null),
    ...row('In response to', answeredId(message)),
    ...row('Issued', message !== null && 'issueInstant' in message ? (message.issueInstant?.text ?? null) : null),
    ...row('Sent', place === null ? null : at === null ? place : `${place}, ${printInstant(at)}`),
  ];
}

function findingEvent(
  finding: Finding,
  report: Report,
  { owner, quotes, isMore }: Telling & { readonly isMore: boolean },
): OwnerEvent {
  const { whole, fix } = wordsFor(spoken(finding, quotes));
  const found = finding.severity === 'error' ? 'an error' : 'a warning';
  const what = isMore ? `Also found: ${found}` : `Found: ${found}`;
  const message = finding.message === null ? undefined : report.messages[finding.message];
  return { what, facts: messageRows(message, owner), wrong: whole, evidence: evidenceOf(finding, report), change: fix };
}

/** The status of an answer, with what there is to say of it. */
const STATUS = /^\d{3}(?=$|,)/;

function evidenceOf(finding: Finding, report: Report): readonly Row[] {
  const { expected, received, path, clause } = finding.because ?? finding;
  const index = (finding.because ?? finding).message;
  const message = index === null ? undefined : report.messages[index];
  return [
    ...row('Expected', expected),
    ...row('Received', STATUS.test(received ?? '') ? `HTTP ${received}` : received),
    ...row('Where', message === undefined ? null : `${messageName(message)}, ${path}`),
    ...row('Standard', clause === '' ? null : clause),
  ];
}

/** Pages and answers say who somebody is, in words that nobody here knows. */
function spoken(finding: Finding, quotes: boolean): Finding {
  const { said } = finding.facts;
  const because = finding.because == null ? finding.because : spoken(finding.because, quotes);
  if (quotes || typeof said !== 'string' || said === '') return { ...finding, because: because ?? null };
  return {
    ...finding,
    because: because ?? null,
    facts: { ...finding.facts, said: known(said, itSays) },
  };
}

function unquoted(evidence: FlowEvidence): FlowEvidence {
  const { said } = evidence.facts;
  if (typeof said !== 'string') return evidence;
  return { ...evidence, facts: { ...evidence.facts, said: known(said, (words) => `: “${words}”`) } };
}

/** The words of products that stand in a text. */
function known(said: string, quote: (words: string) => string): string {
  const words = [...new Set(findPhrases(said).map(({ phrase }) => phrase.says.replaceAll('{}', '…')))].join('. ');
  return words === '' ? '' : quote(words);
}
