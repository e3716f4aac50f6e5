import { beforeAll, describe, expect, test } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { makeWorld, recordLogin, recordLogout, type World } from '#test/fixtures/recording.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Nothing is known but the recording. */
async function reportOf(exchanges: readonly Exchange[]): Promise<Report> {
  const knowledge = await knowledgeFrom({ connection: null, metadataTexts: [], certificatePems: [], at: null });
  const trace = createTrace({ knowledge });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

/** The request goes without its signature: nobody signs the query of a URL in another way. */
function unsigned(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.map((each) =>
    each.url.includes('SAMLRequest=') ? { ...each, url: each.url.replace(/&SigAlg=.*$/, '') } : each,
  );
}

const logout = (...statusCodes: string[]) => recordLogout(world, { statusCodes });

describe('a logout whose answer says AuthnFailed', () => {
  const failed = () => logout(STATUS_CODE.responder, STATUS_CODE.authnFailed);

  test('is about the request’s signature where it has none: the SP is to sign, and nobody speaks of a password', async () => {
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...unsigned(await failed())]);
    const [first] = findings;
    expect(flows.at(-1)).toMatchObject({ outcome: 'refused', owner: 'sp', confidence: 'likely' });
    expect(flows.at(-1)?.candidates).toEqual(expect.arrayContaining(['status-not-success', 'logout-unsigned']));
    expect(first).toMatchObject({ code: 'status-not-success', because: { code: 'logout-unsigned' }, owner: 'sp' });
    expect(first && wordsFor(first).title).toMatch(/could not authenticate the logout message.*is not signed/);
    expect(first && wordsFor(first).fix).toContain('This is not about a password.');
  });

  test('and where it has one the reason is open: the log of the IdP is asked for', async () => {
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...(await failed())]);
    expect(findings[0]).toMatchObject({ code: 'status-not-success', variant: 'logout-AuthnFailed' });
    expect(findings[0]?.because ?? null).toBeNull();
    expect(flows.at(-1)).toMatchObject({ confidence: 'possible', next: 'read-idp-log' });
  });
});

describe('a logout whose answer says UnknownPrincipal', () => {
  test('is about NameID and session, even where the request is not signed', async () => {
    const sent = unsigned(await logout(STATUS_CODE.requester, STATUS_CODE.unknownPrincipal));
    const { findings } = await reportOf(sent);
    expect(findings[0]).toMatchObject({ code: 'status-not-success', variant: 'logout-UnknownPrincipal' });
    expect(findings[0]?.because ?? null).toBeNull();
    expect(findings[0] && wordsFor(findings[0]).fix).toMatch(/NameID/);
  });
});

describe('a logout that an SP answers with a failure', () => {
  test('is told as what that SP says, and who it is', async () => {
    const exchanges = await recordLogout(world, { from: 'idp', statusCodes: [STATUS_CODE.responder] });
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...exchanges]);
    expect(flows.at(-1)).toMatchObject({ kind: 'logout', outcome: 'refused' });
    expect(findings[0] && wordsFor(findings[0]).title).toContain('https://sp.example/saml/metadata');
  });

  test('a twin that was answered with Success succeeded', async () => {
    const exchanges = await recordLogout(world, { from: 'idp' });
    const { flows } = await reportOf([...(await recordLogin(world)), ...exchanges]);
    expect(flows.at(-1)).toMatchObject({ outcome: 'succeeded', cause: null });
  });
});
