import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterKind } from '#shared/inspection/parameter-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { COOKIE_REASONS } from '../words/cookie-reasons.ts';
import { evidenceWords } from '../words/evidence.ts';
import { BROWSER, laneOf, lanesOf } from './lanes.ts';
import type { Sequence, SequenceArrow } from './sequence.ts';

/** A loop may have hundreds of steps: so many are drawn. */
const MAX_STEPS = 60;
/** Of one step so much is noted. */
const MAX_NOTES = 3;

/** How a diagram is told. */
export interface SequenceOptions {
  /** Without hosts, paths and words out of pages: roles, methods, kinds of messages and statuses stay. */
  readonly redacted: boolean;
  /** What is known of an exchange from elsewhere, by its id. */
  readonly noted?: ReadonlyMap<string, string>;
}

/**
 * A flow as a sequence diagram, in order of time: each exchange as what was asked and what came back, what servers asked each
 * other, and what was announced and never sent.
 *
 * @param messages those of the flow
 */
export function flowSequence(flow: Flow, messages: readonly InspectedMessage[], options: SequenceOptions): Sequence {
  const drawn = flow.steps.slice(0, MAX_STEPS);
  const lanes = lanesOf(
    flow,
    drawn,
    messages.flatMap((message) => targetOf(message) ?? []),
    { redacted: options.redacted, pastBrowser: messages.some(isLogoutBySoap) },
  );
  const byIndex = new Map(messages.map((message) => [message.index, message]));
  const arrows = drawn.flatMap((step) => {
    const message = byIndex.get(step.message ?? -1) ?? null;
    const notes = notesOf(flow, step, options);
    return [
      requestArrow(step, message, lanes, options, notes.asked),
      ...answerArrow(step, message, answeringIn(messages, step), lanes, notes, flow),
      ...neverSent(step, message, flow, lanes, options),
    ];
  });
  return { lanes, arrows, left: flow.steps.length - drawn.length };
}

type Lanes = Sequence['lanes'];

/** Who asked: a browser, but of what servers ask each other (saml-bindings 3.2, 3.6) the side that was not asked. */
function askerOf({ role }: FlowStep, message: InspectedMessage | null, lanes: Lanes, to: string): string {
  if (role !== 'resolve' && !(message !== null && isLogoutBySoap(message))) return BROWSER;
  const asked = lanes.find(({ id }) => id === to)?.role;
  return lanes.find((lane) => lane.role === (asked === 'sp' ? 'idp' : 'sp'))?.id ?? BROWSER;
}

function requestArrow(
  step: FlowStep,
  message: InspectedMessage | null,
  lanes: Lanes,
  options: SequenceOptions,
  notes: readonly string[],
): SequenceArrow {
  const stopped = step.error;
  const to = laneOf(lanes, step.host);
  return {
    key: `${step.exchange} asked`,
    from: askerOf(step, message, lanes, to),
    to,
    kind: 'request',
    carries: message !== null && !message.announced ? nameOf(message) : null,
    label: options.redacted ? step.method : `${step.method} ${pathOf(step.url)}`,
    stopped,
    notes,
    tone: stopped !== null ? 'bad' : notes.length > 0 ? 'warning' : 'plain',
    at: step.startedAt,
    exchange: step.exchange,
  };
}

function answerArrow(
  step: FlowStep,
  message: InspectedMessage | null,
  answering: InspectedMessage | null,
  lanes: Lanes,
  { answered: notes, isTelling }: Notes,
  flow: Flow,
): readonly SequenceArrow[] {
  if (step.status === null) return [];
  const from = laneOf(lanes, step.host);
  const stopped = isFrameRefused(step, flow) ? 'not shown in the frame' : null;
  const isBad = stopped !== null || step.status >= 400 || (isTelling && hasFailed(flow));
  return [
    {
      key: `${step.exchange} answered`,
      from,
      to: askerOf(step, message, lanes, from),
      kind: 'answer',
      carries: message?.announced ? nameOf(message) : answering === null ? null : nameOf(answering),
      label: String(step.status),
      stopped,
      notes,
      tone: isBad ? 'bad' : 'plain',
      at: step.startedAt === null || step.duration === null ? null : step.startedAt + step.duration,
      exchange: step.exchange,
    },
  ];
}

function isLogoutBySoap({ message, reading }: InspectedMessage): boolean {
  if (message?.kind !== 'LogoutRequest' && message?.kind !== 'LogoutResponse') return false;
  return BINDINGS[reading.binding].channel === 'soap';
}

/** The message that came back by SOAP: it has no exchange of its own. */
function answeringIn(messages: readonly InspectedMessage[], step: FlowStep): InspectedMessage | null {
  const isAnswer = ({ exchange, announced, index, reading }: InspectedMessage): boolean =>
    exchange?.id === step.exchange &&
    !announced &&
    index !== step.message &&
    BINDINGS[reading.binding].channel === 'soap';
  return step.message === null ? null : (messages.find(isAnswer) ?? null);
}

/** The check finds the last frame of the flow that may not be shown: its host stands in what it says. */
function isFrameRefused(step: FlowStep, { findings, steps }: Flow): boolean {
  const finding = findings.find(({ code, outcome }) => code === 'frame-refused' && outcome === 'fail');
  if (finding === undefined) return false;
  return steps.findLast(({ host }) => host === finding.facts['host'])?.exchange === step.exchange;
}

/** A page told the browser to send a message, and no request did: where the flow broke off there, that is what ended it. */
function neverSent(
  step: FlowStep,
  message: InspectedMessage | null,
  flow: Flow,
  lanes: Lanes,
  { redacted }: SequenceOptions,
): readonly SequenceArrow[] {
  if (message === null) return [];
  const to = targetOf(message);
  if (to === null) return [];
  const isEnd = flow.evidence.some(({ code, id }) => code === 'not-sent' && id === step.exchange);
  return [
    {
      key: `${step.exchange} not sent`,
      from: BROWSER,
      to: laneOf(lanes, hostOf(to)),
      kind: 'request',
      carries: nameOf(message),
      label: redacted ? '' : pathOf(to),
      stopped: isEnd ? 'never sent' : 'no request was seen',
      notes: [],
      tone: isEnd ? 'bad' : 'warning',
      at: null,
      exchange: step.exchange,
    },
  ];
}

/** Where a page or a redirect told the browser to send a message; null where it does not say, or where it was sent. */
function targetOf({ announced, exchange, reading, message }: InspectedMessage): string | null {
  if (!announced) return null;
  const page = exchange?.url ?? '';
  const told = reading.formAction ?? exchange?.redirectUrl ?? message?.destination ?? null;
  return told === null ? null : (URL.parse(told, URL.canParse(page) ? page : undefined)?.href ?? null);
}

interface Notes {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  /** Whether the flow's end rests on what the answer tells. */
  readonly isTelling: boolean;
}

/** What is seen in a step: what did not go along when it was asked, and what its answer tells. */
function notesOf({ cookies, evidence }: Flow, { exchange }: FlowStep, { redacted, noted }: SequenceOptions): Notes {
  const missing = cookies.flatMap(({ name, missing: lacks }) =>
    lacks
      .filter((lack) => lack.exchange === exchange)
      .map(({ reason }) => `without ${redacted ? 'a cookie' : `the cookie ${name}`}: ${COOKIE_REASONS[reason]}`),
  );
  const told = redacted
    ? []
    : evidence.filter(({ id, code }) => id === exchange && code !== 'not-sent').map(evidenceWords);
  const own = redacted ? [] : [noted?.get(exchange) ?? []].flat();
  return {
    asked: missing.slice(0, MAX_NOTES),
    answered: [...own, ...told].slice(0, MAX_NOTES),
    isTelling: told.length > 0,
  };
}

function nameOf({ message, document, reading }: InspectedMessage): string {
  return (
    message?.element.localName ?? document?.root.localName ?? parameterKind(reading) ?? reading.parameter ?? 'message'
  );
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}
