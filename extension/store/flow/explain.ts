import { counted, listed } from '#shared/base/count-words.ts';
import type { SignatureOutcome } from '#shared/crypto/signature.ts';
import type { Outcome } from '#shared/explain/facts/verdict.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { folded } from '../base/fold.ts';
import { wordsFor } from '../base/words.ts';
import { isOpenQuestion, verdictOfFlow, verdictOfMessage } from '../list/outcome.ts';
import { causeOf, openFindings } from './findings.ts';
import { moreWithMetadata, wantsMetadata } from './more-with-metadata.ts';

/** The first thing to say about a message or a flow. */
export interface Explanation {
  readonly outcome: Outcome;
  /** What happened, in a few words, where the title is why; null: the title says it. */
  readonly happened: string | null;
  /** What was said or seen of it, where the title is what explains that; null: the title says it. */
  readonly told: string | null;
  readonly title: string;
  /** What more there is to know, in sentences; empty where the title says it all. */
  readonly detail: string;
  readonly cause: Finding | null;
  readonly note: string | null;
  /** What could not be told, each in a sentence. */
  readonly open: readonly string[];
  /** What the time of receipt, and metadata, would tell besides, in a line; null: nothing, or there is something to mend first. */
  readonly more: string | null;
  /** Whether more would be known with the time of receipt. */
  readonly needsTime: boolean;
  /** Whether more would be known with metadata or a certificate. */
  readonly needsTrust: boolean;
}

/** What happened with one message. */
export function explainMessage(message: InspectedMessage): Explanation {
  const { outcome } = verdictOfMessage(message);
  if (message.error !== null) {
    const note = 'It cannot be read any further.';
    return {
      outcome,
      happened: null,
      told: null,
      title: message.error.message,
      detail: '',
      cause: null,
      note,
      ...NOTHING_MORE,
      needsTrust: false,
    };
  }
  const findings = openFindings(folded(message.findings));
  const cause = causeOf(findings);
  const needsTrust = lacksKey(message);
  if (cause !== null)
    return {
      outcome,
      happened: null,
      ...reasonOf(cause),
      cause,
      note: restOf(findings),
      ...NOTHING_MORE,
      needsTrust,
    };
  const title = titleWithoutCause(message, findings.some(isOpenQuestion));
  return { outcome, happened: null, told: null, title, detail: '', cause: null, note: null, ...moreOf(findings) };
}

/** Why, and before it what is explained: apart, both are read in one look. */
function reasonOf(cause: Finding): Pick<Explanation, 'told' | 'title' | 'detail'> {
  const { title, detail, whole } = wordsFor(cause);
  if (cause.because == null) return { told: null, title, detail };
  const told = wordsFor({ ...cause, because: null }).whole;
  const reason = wordsFor(cause.because);
  if (!whole.startsWith(`${told} `)) return { told: null, title, detail };
  const lead = whole.slice(told.length + 1, whole.length - reason.whole.length);
  return { told, title: `${lead}${reason.title}`, detail: reason.detail };
}

function titleWithoutCause(message: InspectedMessage, isOpen: boolean): string {
  if (message.message === null && message.reading.artifact)
    return 'An artifact came in place of the message, which the servers exchange past the browser';
  if (message.message === null && message.reading.wsFederation)
    return 'A request of WS-Federation: it is all parameters, and there is nothing signed in it to check';
  if (message.findings.length === 0) return 'This is no message of a login or logout: it is shown, and not checked';
  return isOpen ? 'Nothing wrong was found, but not everything could be checked' : 'Nothing wrong was found';
}

/** How a flow ended whose cause is known. */
const ENDED: Readonly<Record<Flow['outcome'], string>> = {
  succeeded: 'succeeded',
  refused: 'was refused',
  'broken-off': 'broke off',
  unknown: 'was not seen to end',
};

/** What happened in one flow. */
export function explainFlow(
  flow: Flow,
  messages: readonly InspectedMessage[],
  findings: readonly Finding[],
): Explanation {
  const { outcome } = verdictOfFlow(flow);
  const needsTrust = flow.next === 'give-idp-metadata' || flow.next === 'give-sp-metadata' || messages.some(lacksKey);
  const what = flow.kind === 'login' ? 'login' : 'logout';
  if (flow.cause !== null) {
    return {
      outcome,
      happened: `The ${what} ${ENDED[flow.outcome]}`,
      ...reasonOf(flow.cause),
      cause: flow.cause,
      note: restOf(findings),
      ...NOTHING_MORE,
      needsTrust,
    };
  }
  const titles: Readonly<Record<Flow['outcome'], string>> = {
    succeeded: `The ${what} succeeded`,
    refused: `The ${what} was refused, and no check explains why`,
    'broken-off': `The ${what} broke off, and no check explains why`,
    unknown: `How the ${what} ended was not seen`,
  };
  const title = titles[flow.outcome];
  return { outcome, happened: null, told: null, title, detail: '', cause: null, note: null, ...moreOf(findings) };
}

/** Where there is something to mend first. */
const NOTHING_MORE = { open: [], more: null, needsTime: false } as const;

/** What could not be told, and what would tell it: the time of receipt and metadata in one line each, the rest by itself. */
function moreOf(findings: readonly Finding[]): Pick<Explanation, 'open' | 'more' | 'needsTime' | 'needsTrust'> {
  const needsTime = findings.some(wantsTime);
  const withMetadata = moreWithMetadata(findings);
  const lines = [...(needsTime ? [WITH_TIME] : []), ...(withMetadata === null ? [] : [withMetadata])];
  return {
    open: openQuestions(findings),
    more: lines.length === 0 ? null : lines.join(' '),
    needsTime,
    needsTrust: withMetadata !== null,
  };
}

const WITH_TIME = 'With the time of receipt it could also say whether it came in time.';

function wantsTime({ outcome, lacks }: Finding): boolean {
  return outcome === 'unknown' && lacks === 'time';
}

function lacksKey(message: InspectedMessage): boolean {
  return [...message.signatures, message.redirectSignature].some(
    (signature) => signature?.reason === 'embedded-key-only' || signature?.reason === 'no-key',
  );
}

function restOf(findings: readonly Finding[]): string | null {
  const cause = causeOf(findings);
  const failed = findings.filter((finding) => finding.outcome === 'fail' && finding !== cause);
  const following = failed.filter(({ consequenceOf }) => consequenceOf != null && consequenceOf === cause?.code).length;
  const others = failed.filter(({ consequenceOf }) => consequenceOf == null);
  const parts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = others.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : counted(count, severity);
  });
  const sentences = [
    ...(following === 0 ? [] : [`${counted(following, 'other finding follows', 'other findings follow')} from it.`]),
    ...(parts.length === 0 ? [] : [`Also found: ${listed(parts)}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** The sentences of the checks that lacked what neither a time nor metadata gives, such as a key, each once. */
function openQuestions(findings: readonly Finding[]): string[] {
  const open = findings.filter((finding) => isOpenQuestion(finding) && !wantsMetadata(finding) && !wantsTime(finding));
  return [...new Set(open.map((finding) => wordsFor(finding).title))];
}

/**
 * What its finding says of a signature: `start` is where the Signature stands in the XML, null for one in the parameters.
 * Null where no finding is about it.
 */
export function explainSignature(
  findings: readonly Finding[],
  outcome: SignatureOutcome,
  start: number | null,
): string | null {
  const isMeant = ({ code, outcome: found, range, facts }: Finding): boolean => {
    if (outcome === 'unknown') return code === 'signature-untrusted' && found === 'unknown';
    return code === 'signature-invalid' && (start === null ? facts['on'] === 'query' : range?.start === start);
  };
  const finding = findings.find(isMeant);
  return finding === undefined ? null : wordsFor(finding).whole;
}
