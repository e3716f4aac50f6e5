import { beforeAll, describe, expect, it } from 'vitest';
import { chooseFlows } from '#shared/compare/choose-flows.ts';
import { compareFlows, type FlowDifference } from '#shared/compare/compare-flows.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { toMarkdown } from '#shared/report/markdown-report.ts';
import { outlineComparison } from '#shared/report/outline-comparison.ts';
import type { Report } from '#shared/report/report.ts';
import { toText } from '#shared/report/text-report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { type LoginOptions, makeWorld, recordLogin, START, type World } from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

async function reportOf(exchanges: readonly Exchange[]): Promise<Report> {
  const trace = createTrace({ knowledge });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}
const login = async (options: LoginOptions = {}) => reportOf(await recordLogin(world, options));

function differences(one: Report, other: Report): readonly FlowDifference[] {
  const chosen = chooseFlows(one, other);
  return chosen === null ? [] : compareFlows(chosen.one, chosen.other);
}
const lines = (all: readonly FlowDifference[]) => all.map(({ place, name, change }) => `${place}: ${name} ${change}`);

describe('compareFlows', () => {
  it('finds nothing between two good logins at other times with other IDs: that is noise', async () => {
    expect(differences(await login(), await login({ name: 'b', at: START + 86_400_000 }))).toEqual([]);
  });

  it('finds the audience, and what came of it', async () => {
    const all = differences(await login({ audience: 'https://sp.example/' }), await login({ name: 'b' }));
    expect(lines(all)).toEqual([
      'flow: outcome changed',
      'flow: cause changed',
      'flow: HTTP statuses changed',
      'flow: cookies set changed',
      'Response: HTTP status changed',
      'Response: what is wrong changed',
      'Response: audience changed',
    ]);
    expect(all.find(({ name }) => name === 'audience')).toMatchObject({
      one: ['https://sp.example/'],
      other: ['https://sp.example/saml/metadata'],
    });
  });

  it('names only the values that one side lacks', async () => {
    const all = differences(
      await login({ groups: ['Sales', 'Ops'] }),
      await login({ name: 'b', groups: ['Ops', 'Sales', 'Admins', 'VPN'] }),
    );
    expect(all).toEqual([
      { place: 'Response', name: 'attribute groups', change: 'changed', one: [], other: ['Admins', 'VPN'] },
    ]);
  });

  it('finds an attribute that only one of them has', async () => {
    expect(lines(differences(await login({ groups: [] }), await login({ name: 'b' })))).toEqual([
      'Response: attribute groups added',
    ]);
  });

  it('finds status, missing assertion and what is signed', async () => {
    const all = lines(differences(await login({ statusCodes: [STATUS_CODE.responder] }), await login({ name: 'b' })));
    for (const name of ['status', 'signed', 'assertions']) expect(all).toContain(`Response: ${name} changed`);
    expect(all).toContain('Response: NameID added');
  });

  it('finds a cookie that one run did not send, and the answer of the server', async () => {
    const send = (exchanges: readonly Exchange[]) =>
      exchanges.map((each) =>
        each.id.endsWith('-3') ? { ...each, requestHeaders: [{ name: 'Cookie', value: 'state=1' }] } : each,
      );
    const [failed, good] = [
      await recordLogin(world, { acsStatus: 403 }),
      send(await recordLogin(world, { name: 'b' })),
    ];
    const all = differences(await reportOf(failed), await reportOf(good));
    expect(all.find(({ name }) => name === 'cookies sent')).toMatchObject({ one: [], other: ['state'] });
    expect(lines(all)).toContain('Response: HTTP status changed');
    expect(lines(all)).toContain('flow: HTTP statuses changed');
  });

  it('takes the flow that failed and one of its kind that did not', async () => {
    const bad = await recordLogin(world, { audience: 'https://other.example' });
    const good = await recordLogin(world, { name: 'b', at: START + 60_000 });
    const both = await reportOf([...good, ...bad]);
    const chosen = chooseFlows(both, both);
    expect([chosen?.one.flow.outcome, chosen?.other.flow.outcome]).toEqual(['refused', 'succeeded']);
  });
});

describe('outlineComparison', () => {
  it('says what differs, on which side, and what was not compared; values are never obeyed', async () => {
    const [one, other] = [await login({ groups: ['<b>A</b>', '\u202eB'] }), await login({ name: 'b' })];
    const chosen = chooseFlows(one, other);
    const flows = { one: chosen?.one.flow ?? one.flows[0], other: chosen?.other.flow ?? other.flows[0] };
    if (flows.one === undefined || flows.other === undefined) throw new Error('no flows');
    const sections = outlineComparison(
      differences(one, other),
      { one: flows.one, other: flows.other },
      { one: 'a.har', other: 'b.har' },
    );
    const text = toText(sections, { colour: false });
    expect(text).toMatch(/^\d differences?\n/);
    expect(text).toContain('attribute groups: differs');
    expect(text).toContain('\\u{202e}B');
    expect(text).toContain('Not compared');
    expect(toMarkdown(sections)).toContain('`<b>A</b>`');
  });
});
