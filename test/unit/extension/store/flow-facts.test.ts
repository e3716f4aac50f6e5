import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { messagesOfFlow } from '#shared/report/messages-of-flow.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { loadFold } from '../../../../extension/store/base/fold.ts';
import { loadWords } from '../../../../extension/store/base/words.ts';
import { courseOf } from '../../../../extension/store/flow/course.ts';
import { explainSignature } from '../../../../extension/store/flow/explain.ts';
import { causeOf, foldUnderCauses } from '../../../../extension/store/flow/findings.ts';
import { reportOnFlow, reportOnMessage } from '../../../../extension/store/share/part-report.ts';

beforeAll(loadFold);

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let report: Report;
beforeAll(async () => {
  const teller = await makeStoryteller();
  const trace = createTrace({ knowledge: await knowledgeFrom({}) });
  for (const exchange of await teller.login({ startedAt: START, name: 'a' })) await trace.add(exchange);
  for (const exchange of await teller.login({ startedAt: START + 60_000, name: 'b', audience: 'https://x.example' }))
    await trace.add(exchange);
  report = trace.report();
});

function finding(code: FindingCode, consequenceOf: FindingCode | null = null): Finding {
  const told = { message: 0, kind: 'Response', path: '/', clause: '', variant: 'x', owner: 'sp' } as const;
  return { ...makeFinding({ code, severity: 'error', ...told }), consequenceOf };
}

describe('findings under their causes', () => {
  it('keep their order; a consequence without its cause stands for itself', () => {
    const [cause, other] = [finding('clock-offset'), finding('cookie-not-sent')];
    const [first, second, lone] = [
      finding('issue-instant', 'clock-offset'),
      finding('conditions-expired', 'clock-offset'),
      finding('login-loop', 'cookie-too-large'),
    ];
    expect(foldUnderCauses([cause, first, other, second, lone])).toEqual([
      { finding: cause, consequences: [first, second] },
      { finding: other, consequences: [] },
      { finding: lone, consequences: [] },
    ]);
  });

  it('are never themselves the cause', () => {
    expect(causeOf([finding('login-loop', 'cookie-not-sent'), finding('cookie-not-sent')])?.code).toBe(
      'cookie-not-sent',
    );
  });
});

describe('the course of a flow', () => {
  it('has every exchange and every message once, in order, with the time between', () => {
    const [flow] = report.flows;
    if (flow === undefined) throw new Error('there is a login');
    const course = courseOf(flow, messagesOfFlow(flow, report));
    expect(course.flatMap(({ message }) => message?.index ?? [])).toEqual(flow.messages);
    expect(course.flatMap(({ step }) => step?.exchange ?? [])).toEqual(flow.steps.map(({ exchange }) => exchange));
    expect(course[0]?.after).toBeNull();
    expect(course.slice(1).every(({ after }) => after !== null && after >= 0)).toBe(true);
  });

  it('lists messages that no exchange carried', () => {
    const [flow] = report.flows;
    if (flow === undefined) throw new Error('there is a login');
    const course = courseOf({ ...flow, steps: [] }, messagesOfFlow(flow, report));
    expect(course.map(({ step, message }) => [step, message?.index])).toEqual(
      flow.messages.map((index) => [null, index]),
    );
  });
});

describe('a report on a part', () => {
  it('of a flow numbers its messages anew, and everything that points at them', () => {
    const flow = report.flows[1];
    if (flow === undefined) throw new Error('there is a second login');
    const part = reportOnFlow(flow, report);
    expect(part.messages.map(({ index }) => index)).toEqual([0, 1]);
    expect(part.flows[0]?.messages).toEqual([0, 1]);
    expect(part.flows[0]?.cause?.message).toBe(1);
    expect(part.flows[0]?.steps.flatMap(({ message }) => message ?? [])).toEqual([0, 1]);
    expect(new Set(part.findings.map(({ message }) => message))).toEqual(new Set([0, 1]));
  });

  it('of a message has no flow, and does not say that it belongs to none', () => {
    const message = report.messages[3];
    if (message === undefined) throw new Error('there is a fourth message');
    const part = reportOnMessage(message, report);
    expect([part.messages.length, part.flows]).toEqual([1, []]);
    expect(part.findings.map(({ code }) => code)).toContain('audience-mismatch');
    expect(part.findings.map(({ code }) => code)).not.toContain('message-outside-flow');
  });
});

describe('words of a signature', () => {
  it('are those of its finding', async () => {
    await loadWords();
    const message = report.messages.find(({ signatures }) => signatures.length > 0);
    const [signature] = message?.signatures ?? [];
    if (message === undefined || signature === undefined) throw new Error('there is a signature');
    const words = explainSignature(message.findings, signature.outcome, signature.element.start);
    expect(words).toMatch(/Nobody vouches for that one|no key of/);
    expect(explainSignature([], signature.outcome, signature.element.start)).toBeNull();
  });
});
