import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { createTrace } from '#shared/report/trace.ts';
import { makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';
import { flowsOf, kinds, reportOf as reportOfAll, troubles } from './report-of.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

const reportOf = (exchanges: readonly Exchange[], known = knowledge) => reportOfAll(exchanges, known);

describe('a healthy login and logout', () => {
  it('is one login and one logout, each message once, without an error or a warning', async () => {
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))]);
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response', 'LogoutRequest', 'LogoutResponse']);
    expect(flowsOf(report)).toEqual([
      { kind: 'login', outcome: 'succeeded', initiator: 'sp', messages: [0, 1] },
      { kind: 'logout', outcome: 'succeeded', initiator: 'sp', messages: [2, 3] },
    ]);
    expect(troubles(report)).toEqual([]);
  });

  it('has every signature verified by the metadata, those of the queries included', async () => {
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))]);
    expect(report.messages.map(({ redirectSignature }) => redirectSignature?.outcome)).toEqual([
      'valid',
      undefined,
      'valid',
      'valid',
    ]);
    expect(report.messages[1]?.signatures.map(({ on, outcome }) => [on, outcome])).toEqual([['Assertion', 'valid']]);
  });

  it('knows binding and relay state, in UTF-8', async () => {
    const report = await reportOf(await recordLogin(world));
    expect(report.messages.map(({ wire }) => [wire?.binding, wire?.relayState])).toEqual([
      ['redirect', '/hub/é'],
      ['post', '/hub/é'],
    ]);
  });

  it('starts and ends with its exchanges', async () => {
    const report = await reportOf(await recordLogin(world));
    expect(report.flows[0]).toMatchObject({ startedAt: START + 100, endedAt: START + 2050 });
  });

  it('takes an IdP-initiated login for one', async () => {
    const report = await reportOf(await recordLogin(world, { requestId: null }));
    expect(flowsOf(report)).toEqual([{ kind: 'login', outcome: 'succeeded', initiator: 'idp', messages: [0] }]);
  });
});

describe('each message counts once', () => {
  it('shows what a page or a redirect announces until its request is there, then the request in its place', async () => {
    const [begin, page, post] = await recordLogin(world);
    const trace = createTrace({ knowledge });
    const seen: unknown[] = [];
    for (const exchange of [begin, page, post]) {
      if (exchange) await trace.add(exchange);
      seen.push(trace.report().messages.map(({ index, exchange: at }) => [index, at?.id]));
    }
    expect(seen).toEqual([
      [[0, 'a-1']],
      [
        [0, 'a-2'],
        [1, 'a-2'],
      ],
      [
        [0, 'a-2'],
        [1, 'a-3'],
      ],
    ]);
  });

  it('does not count an announcement that arrives after its request', async () => {
    const [begin, page, post] = await recordLogin(world);
    const report = await reportOf([post, page, begin].flatMap((exchange) => exchange ?? []));
    expect(kinds(report)).toEqual(['Response', 'AuthnRequest']);
  });

  it('keeps the message of a page whose form was never sent', async () => {
    const [begin, page] = await recordLogin(world);
    const report = await reportOf([begin, page].flatMap((exchange) => exchange ?? []));
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response']);
  });

  it('takes a newer version of an exchange in the place of the older one', async () => {
    const exchanges = await recordLogin(world);
    const trace = createTrace({ knowledge });
    for (const exchange of exchanges)
      await trace.add({ ...exchange, status: null, responseText: null, redirectUrl: null });
    for (const exchange of exchanges) await trace.add(exchange);
    const report = trace.report();
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response']);
    expect(report.messages[1]?.exchange?.status).toBe(302);
    expect(trace.exchanges()).toEqual(exchanges);
    expect(troubles(report)).toEqual([]);
  });

  it('keeps the objects of messages and flows that did not change', async () => {
    const trace = createTrace({ knowledge });
    for (const exchange of await recordLogin(world)) await trace.add(exchange);
    const before = trace.report();
    for (const exchange of await recordLogin(world, { name: 'b', at: START + 10_000 })) await trace.add(exchange);
    const after = trace.report();
    expect(after.messages).toHaveLength(4);
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[1]).toBe(before.messages[1]);
    expect(after.flows[0]).toBe(before.flows[0]);
    expect(trace.report()).toBe(after);
  });

  it('makes itself again when a newer version has lost a message', async () => {
    const [, , post] = await recordLogin(world);
    const [, , other] = await recordLogin(world, { name: 'b' });
    const trace = createTrace({ knowledge });
    if (post && other) for (const exchange of [post, other, { ...post, requestBody: null }]) await trace.add(exchange);
    expect(trace.report().messages.map(({ index, message }) => [index, message?.id])).toEqual([[0, '_response-b']]);
  });
});

describe('what is known', () => {
  it('is unknown without keys and valid after learning the metadata', async () => {
    const trace = createTrace({ knowledge: await knowledgeFrom({}) });
    for (const exchange of await recordLogin(world)) await trace.add(exchange);
    expect(trace.report().messages[1]?.signatures[0]?.outcome).toBe('unknown');
    await trace.learn(knowledge);
    expect(trace.report().messages[1]?.signatures[0]?.outcome).toBe('valid');
    expect(troubles(trace.report())).toEqual([]);
  });

  it("does not hold the IdP's pasted certificate against what the SP signed", async () => {
    const pasted = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))], pasted);
    expect(report.messages.map(({ redirectSignature }) => redirectSignature?.outcome ?? null)).toEqual([
      'unknown',
      null,
      'unknown',
      'valid',
    ]);
    expect(report.messages[1]?.signatures[0]?.outcome).toBe('valid');
    expect(troubles(report)).toEqual([]);
  });

  it("holds it against the IdP's own messages: a response that another key signed is refused", async () => {
    const pasted = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
    const forged = await recordLogin({ ...world, idp: world.sp }, { acsStatus: 403 });
    const report = await reportOf(forged, pasted);
    expect(report.messages[1]?.signatures[0]).toMatchObject({ outcome: 'invalid', reason: 'wrong-key' });
    expect(report.flows[0]?.outcome).toBe('refused');
  });

  it('takes no key of another entity for the issuer of a message (saml-metadata 2.4.1.1)', async () => {
    const forged = await recordLogin({ ...world, idp: world.sp }, { acsStatus: 403 });
    const report = await reportOf(forged);
    expect(report.messages[1]?.signatures[0]?.outcome).toBe('invalid');
  });
});

describe('order and end', () => {
  it('keeps the order of overlapping calls', async () => {
    const trace = createTrace({ knowledge });
    const logins = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name, index) => recordLogin(world, { name, at: START + index * 5000 })),
    );
    await Promise.all(logins.flat().map((exchange) => trace.add(exchange)));
    expect(trace.exchanges().map(({ id }) => id)).toEqual(logins.flat().map(({ id }) => id));
    expect(trace.report().flows.map(({ messages }) => messages)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
  });

  it('forgets everything at once when cleared, calls under way included', async () => {
    const trace = createTrace({ knowledge });
    const login = await recordLogin(world);
    const adding = login.map((exchange) => trace.add(exchange));
    trace.clear();
    await Promise.all(adding);
    expect(trace.report().messages).toEqual([]);
    expect(trace.exchanges()).toEqual([]);
    for (const exchange of login) await trace.add(exchange);
    expect(kinds(trace.report())).toEqual(['AuthnRequest', 'Response']);
  });

  it('keeps the same flow ids while it grows', async () => {
    const trace = createTrace({ knowledge });
    const ids: string[][] = [];
    for (const name of ['a', 'b', 'c']) {
      for (const exchange of await recordLogin(world, { name })) await trace.add(exchange);
      ids.push(trace.report().flows.map(({ id }) => id));
    }
    expect(ids[1]?.slice(0, 1)).toEqual(ids[0]);
    expect(ids[2]?.slice(0, 2)).toEqual(ids[1]);
    expect(new Set(ids[2]).size).toBe(3);
  });
});
