import { beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { createTrace, type Trace } from '#shared/report/trace.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const UNKNOWN: Knowledge = { entities: [], keys: [], connection: null, at: null, clockSkew: 180_000 };

let exchanges: readonly Exchange[];

beforeAll(async () => {
  const teller = await makeStoryteller();
  const [request, response] = await teller.login({ startedAt: START + 90_000, name: 'turned' });
  exchanges = [
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://hub.example/hub/' })),
    // The answer before its request: it is looked at again when that comes.
    ...[response, request].flatMap((exchange) => exchange ?? []),
    ...(await teller.logout({ startedAt: START + 120_000, name: 'good' })),
  ];
});

async function traceOf(light: boolean): Promise<Trace> {
  const trace = createTrace({ knowledge: UNKNOWN, light });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace;
}

const plain = (trace: Trace) => {
  const { messages, ...rest } = toJsonReport(trace.report(), { all: false });
  return { ...rest, messages: messages.map(({ signatures, ...message }) => message) };
};

describe('a trace that lets trees go', () => {
  test('finds and says of messages and flows what one does that keeps them', async () => {
    const [light, whole] = [await traceOf(true), await traceOf(false)];
    expect(plain(light)).toEqual(plain(whole));
    expect(light.report().messages.every(({ document }) => document === null)).toBe(true);
  });

  test('gives a message whole when it is asked for, with what came out well', async () => {
    const [light, whole] = [await traceOf(true), await traceOf(false)];
    for (const expected of whole.report().messages) {
      const got = await light.whole(expected.index);
      expect(got?.document?.root).toEqual(expected.document?.root);
      expect(got?.signatures).toEqual(expected.signatures);
      expect(codes(got)).toEqual(codes(expected));
    }
    expect(await light.whole(99)).toBeNull();
  });
});

function codes(message: InspectedMessage | null): readonly string[] {
  return (message?.findings ?? []).map(({ code, outcome }) => `${code} ${outcome}`).sort();
}
