import { durationWords } from '#shared/base/duration-words.ts';
import { printInstant } from '#shared/base/instant.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { ClockOffset } from '#shared/flows/clock-offset.ts';
import type { Flow, FlowStep, Participant } from '#shared/flows/flow.ts';
import { type Row, row, type Section, section, type Tone } from './outline.ts';
import { messageName } from './outline-message.ts';
import type { Report } from './report.ts';

const OUTCOME_TONES: Readonly<Record<Flow['outcome'], Tone>> = {
  succeeded: 'good',
  failed: 'bad',
  incomplete: 'warning',
};

/** One flow: how it ended, who took part, the time line, clocks, and cookies that did not come back. */
export function outlineFlow(flow: Flow, report: Report): Section {
  const who = flow.initiator === 'sp' ? 'service provider' : 'identity provider';
  const how = flow.protocol === 'saml' ? '' : ' by WS-Federation';
  const names = flow.messages.flatMap((index) => report.messages[index] ?? []).map(messageName);
  return section(`${titleOf(flow)}${how}, started by the ${who}`, {
    tone: OUTCOME_TONES[flow.outcome],
    rows: [
      ...row('cause', flow.cause === null ? null : wordsFor(flow.cause).title, 'bad'),
      ...row('messages', names),
      ...row('who', flow.participants.map(participantLine)),
      ...row('began', flow.startedAt === null ? null : printInstant(flow.startedAt)),
      ...row(
        'took',
        flow.startedAt === null || flow.endedAt === null ? null : `${Math.round(flow.endedAt - flow.startedAt)} ms`,
      ),
      ...row(
        'time line',
        flow.steps.map((step) => stepLine(step, flow.steps[0]?.startedAt ?? null)),
      ),
      ...clockRows(flow),
      ...row('no cookie', missingLines(flow), flow.outcome === 'failed' ? 'warning' : 'plain'),
    ],
  });
}

/** `Login succeeded` */
export function titleOf({ kind, outcome }: Flow): string {
  return `${kind === 'login' ? 'Login' : 'Logout'} ${outcome}`;
}

const ROLES: Readonly<Record<Participant['role'], string>> = {
  sp: 'service provider',
  idp: 'identity provider',
  other: 'on the way',
};

function participantLine({ role, entityId, hosts }: Participant): string {
  const parts = [...(entityId === null ? [] : [entityId]), ...(hosts.length === 0 ? [] : [`at ${hosts.join(', ')}`])];
  return `${ROLES[role]}: ${parts.join(' ')}`;
}

const STEPS: Readonly<Record<FlowStep['role'], string>> = {
  begin: 'begin',
  request: 'request',
  response: 'answer',
  artifact: 'artifact',
  resolve: 'artifact asked about',
  resolved: 'artifact answered',
  page: 'page',
  landing: 'after it',
};

/** `+120 ms  answer: POST https://sp.example/acs, HTTP 302, 50 ms (message 2)` */
function stepLine(
  { role, method, url, status, error, startedAt, duration, message }: FlowStep,
  start: number | null,
): string {
  const when = startedAt === null || start === null ? '' : `+${Math.round(startedAt - start)} ms  `;
  const outcome = status === null ? (error ?? 'no response') : `HTTP ${status}`;
  const took = duration === null ? '' : `, ${Math.round(duration)} ms`;
  const which = message === null ? '' : ` (message ${message + 1})`;
  return `${when}${STEPS[role]}: ${method} ${url}, ${outcome}${took}${which}`;
}

/** Less than this cannot be told apart from none, in milliseconds: Date headers count seconds. */
const NOTICEABLE = 1000;

function clockRows({ clocks }: Flow): readonly Row[] {
  return row('clocks', [...clockLine('identity provider', clocks.idp), ...clockLine('service provider', clocks.sp)]);
}

function clockLine(who: string, clock: ClockOffset | null): readonly string[] {
  if (clock === null || Math.abs(clock.offset) - clock.uncertainty < NOTICEABLE) return [];
  const side = clock.offset > 0 ? 'ahead of' : 'behind';
  return [
    `${who}: ${durationWords(Math.abs(clock.offset))} ${side} the browser (± ${durationWords(clock.uncertainty)})`,
  ];
}

function missingLines({ cookies, steps }: Flow): readonly string[] {
  return cookies.flatMap(({ name, missing }) =>
    missing.map(({ exchange, reason }) => {
      const step = steps.find((each) => each.exchange === exchange);
      return `${name} did not go to ${step?.host ?? 'its server'} (${reason})`;
    }),
  );
}
