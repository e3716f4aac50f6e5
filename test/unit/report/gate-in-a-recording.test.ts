import { beforeAll, describe, expect, test } from 'vitest';
import { secondOpinion } from '#server/gate/second-opinion.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { ACS, IDP, makeWorld, recordLogin, recordLogout, SP, START, type World } from '#test/fixtures/recording.ts';
import { connectionOf } from '#test/unit/checks/kit.ts';

let world: World;
let connection: Connection;
beforeAll(async () => {
  world = await makeWorld();
  const base = connectionOf(world.idp);
  connection = {
    ...base,
    idp: { ...base.idp, entityId: IDP },
    sp: { ...base.sp, entityId: SP, acs: ACS, slo: 'https://sp.example/slo', certificate: world.sp.certificatePem },
  };
});

async function reportOf(exchanges: readonly Exchange[], to = connection, second = true): Promise<Report> {
  const knowledge = await knowledgeFrom({ connection: to });
  const trace = createTrace({ knowledge, secondOpinion: second ? secondOpinion : null });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

const errorsIn = ({ findings }: Report) =>
  findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')
    .map(({ code, variant, message }) => `${message} ${code} ${variant}`);
const saidOf = ({ findings }: Report, code: string) =>
  findings.filter((finding) => finding.code === code).map(({ variant, message }) => `${message} ${variant}`);

describe('the gate of a connection in a recording', () => {
  test('refuses nothing of a sound login and logout, at the time when each came, and says what it cannot know', async () => {
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))]);
    expect(errorsIn(report)).toEqual([]);
    expect(saidOf(report, 'gate-not-known')).toEqual(['1 replay', '1 request', '3 request']);
    expect(saidOf(report, 'second-opinion')).toEqual(['1 verified', '3 verified']);
  });

  test('where there is no second reader, as in a browser, that is said', async () => {
    const report = await reportOf(await recordLogin(world), connection, false);
    expect(errorsIn(report)).toEqual([]);
    expect(saidOf(report, 'gate-not-known')).toContain('1 second-opinion');
  });

  test('what it refuses for is an error of that message, and nothing else is', async () => {
    const demanding = { ...connection, user: { id: 'uid', directory: '[CORP]' } };
    expect(errorsIn(await reportOf(await recordLogin(world), demanding))).toEqual(['1 user-unreadable absent']);
  });

  test('times are judged by when a message came, not by now', async () => {
    const [begin, page, delivery] = await recordLogin(world);
    if (begin === undefined || page === undefined || delivery === undefined) throw new Error('not recorded');
    const late = await reportOf([begin, page, { ...delivery, startedAt: START + 7_200_000 }]);
    expect(errorsIn(late)).toContain('1 conditions-expired expired');
  });

  test('a message for another SP is not asked about, and so are those that the SP sent itself', async () => {
    const base = connection.sp;
    const sp = { ...base, entityId: 'https://other.example', acs: 'https://other.example/acs', slo: null };
    const report = await reportOf(await recordLogin(world), { ...connection, sp });
    expect(saidOf(report, 'gate-not-known')).toEqual([]);
    expect(saidOf(report, 'second-opinion')).toEqual([]);
    expect(errorsIn(report).filter((line) => line.includes('gate'))).toEqual([]);
  });
});
