import { flowGroup, missingCookieFacts, STEP_NAMES, stepOutcome } from '#shared/explain/facts/flow-facts.ts';
import { flowLine, flowTitle } from '#shared/explain/facts/flow-title.ts';
import { toneOf } from '#shared/explain/facts/verdict.ts';
import { evidenceWords } from '#shared/explain/words/evidence.ts';
import { NEXT_STEPS } from '#shared/explain/words/next-steps.ts';
import { CONFIDENCE_WORDS, OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { messagesOfFlow } from './messages-of-flow.ts';
import { factRows, row, type Section, section } from './outline.ts';
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
      ...row('Seen', flow.evidence.map(evidenceWords)),
      ...row('How sure', flow.cause === null ? null : CONFIDENCE_WORDS[flow.confidence]),
      ...row('Who must act', flow.owner === null ? null : OWNER_WORDS[flow.owner]),
      ...row('Candidates', flow.candidates.length < 2 ? null : flow.candidates.join(', ')),
      ...row('Next', flow.next === null ? null : NEXT_STEPS[flow.next]),
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
