import { beforeAll, describe, expect, it } from 'vitest';
import type { DecryptionReason } from '#shared/crypto/encryption/encryption.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { courseOf } from '../../../../extension/store/course.ts';
import { explainDecryption, transportLine, verdictOfDecryption } from '../../../../extension/store/decryption-words.ts';
import { messagesOf } from '../../../../extension/store/describe-flow.ts';
import { causeOf, foldUnderCauses } from '../../../../extension/store/findings.ts';
import { clockLine, missingCookies, stepOutcome } from '../../../../extension/store/flow-words.ts';
import { loadFold } from '../../../../extension/store/fold.ts';
import { reportOnFlow, reportOnMessage } from '../../../../extension/store/part-report.ts';
import { explainSignature } from '../../../../extension/store/signature-words.ts';
import { loadWords } from '../../../../extension/store/words.ts';

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
  const told = { message: 0, kind: 'Response', path: '/', clause: '', variant: 'x' } as const;
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
    const course = courseOf(flow, messagesOf(flow, report));
    expect(course.flatMap(({ message }) => message?.index ?? [])).toEqual(flow.messages);
    expect(course.flatMap(({ step }) => step?.exchange ?? [])).toEqual(flow.steps.map(({ exchange }) => exchange));
    expect(course[0]?.after).toBeNull();
    expect(course.slice(1).every(({ after }) => after !== null && after >= 0)).toBe(true);
  });

  it('lists messages that no exchange carried', () => {
    const [flow] = report.flows;
    if (flow === undefined) throw new Error('there is a login');
    const course = courseOf({ ...flow, steps: [] }, messagesOf(flow, report));
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

describe('words of a flow', () => {
  it.each([
    [null, null],
    [{ offset: 400, uncertainty: 500, samples: 3 }, "as the browser's (give or take 500 ms)"],
    [{ offset: 300_000, uncertainty: 500, samples: 3 }, "5 minutes ahead of the browser's (give or take 500 ms)"],
    [{ offset: -7_200_000, uncertainty: 1000, samples: 3 }, "2 hours behind the browser's (give or take 1 second)"],
  ])('a clock %j', (clock, expected) => {
    expect(clockLine(clock)).toBe(expected);
  });

  it('a request without an answer, and a cookie that did not go along', () => {
    const step = report.flows[0]?.steps[0];
    if (step === undefined) throw new Error('there is a step');
    expect(stepOutcome({ ...step, status: null, error: null, duration: null })).toBe('no answer was seen');
    expect(stepOutcome({ ...step, status: 302, duration: 40 })).toBe('302 in 40 ms');
    const missing = [
      { exchange: step.exchange, reason: 'default-lax' as const },
      { exchange: 'gone', reason: 'unknown' as const },
    ];
    const cookie = {
      name: 'state',
      host: 'sp',
      setBy: null,
      bytes: 1,
      sameSite: null,
      secure: null,
      sentBy: [],
      missing,
    };
    expect(missingCookies([cookie], [step]).map(({ host, why }) => [host, why])).toEqual([
      [step.host, expect.stringMatching(/no SameSite.*POST that another site sends/)],
      [null, expect.stringMatching(/nothing that was recorded explains why/)],
    ]);
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

describe('words of an encrypted part', () => {
  const closed = (reason: DecryptionReason) => ({
    element: parseXml('<a/>').root,
    contentAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    transportAlgorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
    oaep: { digest: 'SHA-256', mask: 'SHA-1' } as const,
    xml: null,
    reason,
  });

  it('name the algorithms that both sides must agree on', () => {
    expect(transportLine(closed('no-key'))).toBe('rsa-oaep, digest SHA-256, mask MGF1 with SHA-1');
    expect(transportLine({ ...closed('no-key'), oaep: null })).toBe('rsa-oaep');
    expect(transportLine({ ...closed('structure'), transportAlgorithm: null })).toBeNull();
  });

  it('say for each reason what to do', () => {
    expect(explainDecryption(closed('no-key'))).toMatch(/Give the service provider's private key/);
    expect(explainDecryption(closed('wrong-key'))).toMatch(/another certificate/);
    expect(explainDecryption(closed('content-algorithm-unsupported'))).toMatch(/3DES.*AES-256/);
    expect(verdictOfDecryption(closed('no-key')).word).toBe('Closed');
    expect(verdictOfDecryption({ ...closed('damaged'), reason: null, xml: '<b/>' }).word).toBe('Opened');
  });
});
