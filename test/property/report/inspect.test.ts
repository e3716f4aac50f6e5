import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { toMarkdownReport } from '#shared/report/markdown-report.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import {
  authnRequestXml,
  exchangeOf,
  makeWorld,
  recordLogin,
  recordLogout,
  responseXml,
  START,
  type World,
} from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
let stories: Exchange[][];
let seeds: string[];
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
  stories = await Promise.all([
    recordLogin(world, { name: 'a' }),
    recordLogin(world, { name: 'b', at: START + 100 }),
    recordLogin(world, { name: 'c', requestId: null, at: START + 300 }),
    recordLogout(world, { name: 'y' }),
    recordLogout(world, { name: 'z', from: 'idp' }),
  ]);
  const xml = await responseXml(world, null);
  seeds = [xml, writePostValue(xml), stories[0]?.[1]?.url ?? '', writeHar(stories[0] ?? []), world.idpMetadata];
});

/** Inspects and prints in every form; gives whether it could be read. Anything but our own error fails the test. */
async function survives(input: string | Uint8Array): Promise<boolean> {
  try {
    const report = await inspectInput(input, knowledge);
    JSON.stringify(toJsonReport(report, { all: true }));
    toTextReport(report, { colour: true, all: true });
    toMarkdownReport(report, { all: true });
    return true;
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

describe('no input makes anything but our own errors', () => {
  it('any text and any bytes', async () => {
    const input = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array(),
      fc.json(),
      fc.webUrl({ withQueryParameters: true }),
    );
    await fc.assert(fc.asyncProperty(input, async (text) => void (await survives(text))));
  });

  it('any text in the place of a parameter', async () => {
    const name = fc.constantFrom('SAMLRequest', 'SAMLResponse', 'wresult', 'RelayState', 'SigAlg', 'Signature');
    const pair = fc.tuple(name, fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()));
    await fc.assert(
      fc.asyncProperty(
        fc.array(pair, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('', '?', 'https://a/?'),
        async (pairs, start) => {
          await survives(start + pairs.map(([key, value]) => `${key}=${value}`).join('&'));
        },
      ),
    );
  });

  it('real inputs, cut off, spliced and with characters exchanged', async () => {
    const change = fc.record({
      seed: fc.nat({ max: 4 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 40 }),
      text: fc.string({ unit: 'binary', maxLength: 10 }),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ seed, at, length, text, cut }) => {
        const whole = seeds[seed] ?? '';
        const position = Math.floor(at * whole.length);
        const rest = cut ? '' : whole.slice(position + length);
        await survives(whole.slice(0, position) + text + rest);
      }),
      { numRuns: 300 },
    );
  });
});

describe('flows', () => {
  it('are the same in whatever order the exchanges arrive', async () => {
    const order = fc.shuffledSubarray([...Array(12).keys()], { minLength: 12, maxLength: 12 });
    const told = async (all: readonly Exchange[]) => {
      const trace = createTrace({ knowledge });
      await Promise.all(all.map((exchange) => trace.add(exchange)));
      const { flows, messages } = trace.report();
      const name = (index: number) => messages[index]?.message?.id;
      return flows.map((flow) => `${flow.kind} ${flow.outcome} ${flow.initiator} ${flow.messages.map(name)}`).sort();
    };
    const all = stories.flat();
    expect(all).toHaveLength(12);
    const expected = await told(all);
    expect(expected).toHaveLength(5);
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        expect(await told(indexes.flatMap((index) => all[index] ?? []))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('cost the same to add and to report at 1,280 exchanges as at 40', async () => {
    const requests = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const value = writePostValue(authnRequestXml(`_${index}`));
        const body = { mimeType: null, text: null, params: [{ name: 'SAMLRequest', value }] };
        return exchangeOf(`${index}`, START + index, { method: 'POST', requestBody: body });
      });
    const record = async (exchanges: readonly Exchange[]) => {
      const trace = createTrace({ knowledge });
      for (const exchange of exchanges) {
        await trace.add(exchange);
        trace.report();
      }
    };
    await expectLinear(requests, record, 40);
  });
});
