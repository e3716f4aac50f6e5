import { flowGroup, missingCookieFacts, STEP_NAMES, stepOutcome } from '#shared/explain/facts/flow-facts.ts';
import { flowLine, flowTitle } from '#shared/explain/facts/flow-title.ts';
import { candidatesOf, flowVerdict } from '#shared/explain/facts/flow-verdict.ts';
import { toneOf } from '#shared/explain/facts/verdict.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { messagesOfFlow } from './messages-of-flow.ts';
import { factRows, type Row, row, type Section, section } from './outline.ts';
import { messageName } from './outline-message.ts';
import type { Report } from './report.ts';

/** One flow: how it ended, who took part, the time line, clocks, and cookies that did not come back. */
export function outlineFlow(flow: Flow, report: Report): Section {
  const { begun, ended } = flowTitle(flow);
  const names = messagesOfFlow(flow, report).map(messageName);
  const start = flow.steps[0]?.startedAt ?? null;
  return section(`${flowLine(flow)}, ${begun}`, {
    tone: toneOf(ended),
    rows: [
      ...row('Cause', flow.cause === null ? null : wordsFor(flow.cause).title, 'bad'),
      ...verdictRows(flow, report),
      ...row('Messages', names),
      ...factRows(flowGroup(flow).facts),
      ...row(
        'Course',
        flow.steps.map((step) => stepLine(step, start)),
      ),
      ...row('Cookies not sent', cookieLines(flow), hasFailed(flow) ? 'warning' : 'plain'),
    ],
  });
}

/** How sure it is, who must act, what shows it, what else it may have been, and what to get next. */
export function verdictRows(flow: Flow, report: Report): readonly Row[] {
  const { sure, owner, seen, next } = flowVerdict(flow);
  const findings = [...messagesOfFlow(flow, report), flow].flatMap((part) => part.findings);
  return [
    ...row(
      'Seen',
      seen.map(({ name, text }) => `${name}: ${text}`),
    ),
    ...row('How sure', sure),
    ...row('Who must act', owner),
    ...row(
      'Candidates',
      candidatesOf(flow, findings).map((each, index) => `${index + 1}. ${wordsFor(each).title} (${each.code})`),
    ),
    ...row('Next', next),
  ];
}

/** `+120 ms  Answer: POST https://sp.example/acs, 302 in 50 ms (message 2)` */
function stepLine(step: FlowStep, start: number | null): string {
  const { role, method, url, startedAt, message } = step;
  const when = startedAt === null || start === null ? '' : `+${Math.round(startedAt - start)} ms  `;
  const which = message === null ? '' : ` (message ${message + 1})`;
  return `${when}${STEP_NAMES[role]}: ${method} ${url}, ${stepOutcome(step)}${which}`;
}

function cookieLines({ cookies, steps }: Flow): readonly string[] {
  return missingCookieFacts(cookies, steps).map(({ name, host, why }) => `${name}, to ${host ?? 'its server'}: ${why}`);
}
