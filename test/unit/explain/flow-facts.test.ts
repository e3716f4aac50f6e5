import { beforeAll, describe, expect, it } from 'vitest';
import { flowGroup, missingCookieFacts, stepOutcome } from '#shared/explain/facts/flow-facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let flow: Flow;
beforeAll(async () => {
  const teller = await makeStoryteller();
  const trace = createTrace({ knowledge: await knowledgeFrom({}) });
  for (const exchange of await teller.login({ startedAt: START, name: 'a' })) await trace.add(exchange);
  const [login] = trace.report().flows;
  if (login === undefined) throw new Error('there is a login');
  flow = login;
});

describe('words of a flow', () => {
  it.each([
    [null, null],
    [{ offset: 400, uncertainty: 500, samples: 3 }, "as the browser's (give or take 500 ms)"],
    [{ offset: 300_000, uncertainty: 500, samples: 3 }, "5 minutes ahead of the browser's (give or take 500 ms)"],
    [{ offset: -7_200_000, uncertainty: 1000, samples: 3 }, "2 hours behind the browser's (give or take 1 second)"],
  ])('a clock %j', (clock, expected) => {
    const told = flowGroup({ ...flow, clocks: { idp: clock, sp: null } }).facts.filter(({ id }) => id === 'clock-idp');
    expect(told.flatMap(({ values }) => values.map(({ text }) => text))).toEqual(expected === null ? [] : [expected]);
  });

  it('a request without an answer, and a cookie that did not go along', () => {
    const [step] = flow.steps;
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
    expect(missingCookieFacts([cookie], [step]).map(({ host, why }) => [host, why])).toEqual([
      [step.host, expect.stringMatching(/no SameSite.*POST that another site sends/)],
      [null, expect.stringMatching(/nothing that was recorded explains why/)],
    ]);
  });
});
