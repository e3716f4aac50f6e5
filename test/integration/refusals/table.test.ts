import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_CHECKS } from '#shared/checks/all-checks.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { reportUnder } from '../companion/reports-world.ts';
import { CALL_ROWS } from './calls.ts';
import { MADE_BY, NO_ANSWER } from './elsewhere.ts';
import { expectSameCause } from './inspected.ts';
import { PAGE_ROWS } from './pages.ts';
import type { CallRow, PageRow } from './refusal-row.ts';
import { makeRefusalWorld, type RefusalWorld } from './refusal-world.ts';
import { sourceCodes } from './source-codes.ts';

let w: RefusalWorld;
let token: string;

beforeAll(async () => {
  w = await makeRefusalWorld();
  token = w.world.companion().newToken ?? '';
});
afterAll(async () => {
  await w.close();
  expect(w.world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const logged = (code: string) =>
  JSON.parse(w.world.lines.findLast((line) => line.includes('"refused"') && line.includes(`"code":"${code}"`)) ?? '{}');

describe('page, log, report and inspector name the same cause and the same owner; the sound twin is not refused', () => {
  test.each(PAGE_ROWS.map((row) => [row.code, row] as const))('%s', async (code, row: PageRow) => {
    const recording = recordHttp();
    const answer = await row.refused(w).finally(recording.stop);
    await expectSameCause(row, recording.exchanges, [w.world.idp.metadata, ...w.world.companion().metadata]);
    const [, told] = /the code <code>([a-z0-9-]+)<\/code>/.exec(answer.html) ?? [];
    expect([answer.status, told]).toEqual([row.status, code]);
    const { reference, owner, status } = logged(code);
    expect(status).toBe(row.status);
    const who = row.owner === null ? null : `Who can mend it: ${OWNER_WORDS[row.owner]}.`;
    if (who === null) expect(answer.text).not.toContain('Who can mend it');
    else expect(answer.text).toContain(who);
    const [shown = null] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(answer.text) ?? [];
    expect([shown !== null, reference ?? null]).toEqual([row.isKept, shown]);
    if (shown !== null) {
      const report = await reportUnder(w.world, token, shown);
      expect(report).toMatchObject({ code, owner: row.owner, outcome: 'refused', page: { status: row.status } });
      expect(owner).toBe(row.owner);
      expect(report.message).toContain(shown);
    }
    expect((await row.twin(w)).status).toBeLessThan(400);
  });
});

describe('JSON and log name the same cause; the sound twin is not refused', () => {
  test.each(CALL_ROWS.map((row) => [row.code, row] as const))('%s', async (code, row: CallRow) => {
    const { status, body } = await row.refused(w);
    expect({ status, body }).toMatchObject({ status: row.status, body: { error: { code } } });
    expect(logged(code)).toMatchObject({ code, status });
    expect((await row.twin(w)).status).toBeLessThan(400);
  });
});

test('a ticket that logs nobody in leads on to the page, and is kept under a number that the log has', async () => {
  const answer = await w.get('/tickets/?qlikTicket=unknown&x=1');
  expect(answer.status).toBe(303);
  const line = JSON.parse(w.world.lines.findLast((each) => each.includes('"ticket-refused"')) ?? '{}');
  expect(await reportUnder(w.world, token, line.reference)).toMatchObject({
    ...{ connection: 'tickets', kind: 'login', code: line.code, owner: line.owner, hasTrace: false },
  });
  expect(line).toMatchObject({ code: 'ticket-refused', owner: 'user' });
});

describe('the table is whole', () => {
  test('each code by which the sources refuse has a row, another test that makes it, or a reason why no request meets it', async () => {
    const rows = [...PAGE_ROWS, ...CALL_ROWS].map(({ code }) => code);
    const places = [rows, Object.keys(MADE_BY), Object.keys(NO_ANSWER)].flatMap((codes) => [...new Set(codes)]);
    expect(places.filter((code, index) => places.indexOf(code) !== index)).toEqual([]);
    const known = new Set(places);
    const codes = await sourceCodes();
    expect([...codes].filter(([code]) => !known.has(code))).toEqual([]);
    const fromChecks = new Set<string>([...ALL_CHECKS.map(({ code }) => code), 'user-unreadable']);
    expect(places.filter((code) => !codes.has(code) && !fromChecks.has(code))).toEqual([]);
  });

  test.each(Object.entries(MADE_BY))('%s is made by %s', async (code, file) => {
    expect(await readFile(file, 'utf8')).toContain(code);
  });
});
