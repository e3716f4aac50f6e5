import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

/** Everybody may open the app; the table alone reduces it. */
const APPS = `
      - { name: Everybody, resourceFilter: 'App_us', actions: [read, exportData], condition: '' }
    apps:
      - id: us
        data: sales
        access: |
          ACCESS,USERID,GROUP,COUNTRY,REGION,OMIT
          ADMIN,CORP\\root,,,,
          USER,,SalesUS,United States,*,
          USER,,SalesAUS,Australia,*,Country
          USER,,South,,South,
          USER,,Atlantis,Atlantis,*,
          USER,,Blind,Australia,Victoria,Country
          USER,,Blind,Australia,Victoria,Amount
          USER,,"o'x,""%_",Japan,Kansai,
`;

let world: CompanionWorld;
let token: string;
beforeAll(async () => {
  world = await makeCompanionWorld({ extra: APPS });
  token = world.companion().newToken ?? '';
});
afterAll(() => world.close());

/** Opens the app with a ticket that carries these groups. */
async function openWith(
  groups: readonly string[],
  userId = 'someone',
): Promise<{ browser: HttpBrowser; app: HttpPage }> {
  const answer = await fetch(`${world.url()}/qps/hub/ticket?xrfkey=0123456789abcdef`, {
    method: 'POST',
    headers: {
      'X-Qlik-Xrfkey': '0123456789abcdef',
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ UserDirectory: 'CORP', UserId: userId, Attributes: groups.map((group) => ({ group })) }),
  });
  const { Ticket } = v.parse(v.object({ Ticket: v.string() }), await answer.json());
  const browser = new HttpBrowser();
  return { browser, app: await browser.open(`${world.url()}/hub/app/us?qlikTicket=${Ticket}`) };
}

const exported = async (browser: HttpBrowser): Promise<readonly string[]> =>
  (await browser.open(`${world.url()}/hub/app/us/rows.csv`)).html.trimEnd().split('\r\n');

describe('whom a rule lets in and the table does not', () => {
  test.each([
    ['without a row', [], 'opens it, but no row of the access table applies to you.'],
    [
      'with a row that gives nothing of a field',
      ['South'],
      'row 4 of the access table applies to you, and gives nothing of Country.',
    ],
    [
      'with a value that the data lacks',
      ['Atlantis'],
      'row 5 of the access table applies to you, and the data has nothing of what is given of Country (Atlantis).',
    ],
  ])('%s is told why by a 403, and exports nothing', async (_, groups, reason) => {
    const { browser, app } = await openWith(groups);
    expect([app.status, app.text]).toEqual([403, expect.stringContaining(reason)]);
    expect(app.text).toContain('Rows are found by USERID GROUP');
    for (const other of ['SalesUS', 'United States', 'root']) expect(app.html).not.toContain(other);
    expect((await browser.open(`${world.url()}/hub/app/us/rows.csv`)).status).toBe(403);
  });

  test('is in the log with the reason', async () => {
    await openWith([]);
    expect(world.lines.at(-2) ?? '').toContain('"reason":"no-row"');
  });
});

describe('what is left out', () => {
  test('shows nowhere: no table, no chart, no sentence, no export', async () => {
    const { browser, app } = await openWith(['SalesAUS']);
    expect(app.text).toContain('one field of the data is left out');
    expect(app.text).toContain('what a field gives that is left out');
    expect(app.html).not.toMatch(/Country|Australia/);
    const [head, first] = await exported(browser);
    expect(head).toBe('Region,Month,Product,Units,Amount,Margin');
    expect(first?.split(',')).toHaveLength(6);
  });

  test('of several rows adds up, and the chart draws what is left', async () => {
    const { browser, app } = await openWith(['Blind']);
    expect(app.html).not.toMatch(/Country|Australia|Amount/);
    expect(app.html).toContain('aria-label="Margin by Month"');
    expect((await exported(browser))[0]).toBe('Region,Month,Product,Units,Margin');
  });
});

test('an ADMIN with empty cells sees everything', async () => {
  const { browser, app } = await openWith([], 'ROOT');
  expect(app.text).toContain('you see everything, by row 1 of the access table');
  expect((await exported(browser)).length).toBe(50_001);
});

test('groups that would end a literal, a pattern or a list are groups and no more', async () => {
  const { browser, app } = await openWith([`O'X,"%_`, "' OR 1=1 --", '%', '_', '*', '"', '\\', ']', '}', '$1', '?']);
  expect(app.text).toContain('Country Japan; Region Kansai only, by row 8');
  const rows = await exported(browser);
  expect(new Set(rows.slice(1).map((row) => row.split(',').slice(0, 2).join()))).toEqual(new Set(['Japan,Kansai']));
});

test('somebody with very many groups is answered', async () => {
  const { app } = await openWith([...Array.from({ length: 3000 }, (_, index) => `g${index}`), 'SalesUS']);
  expect([app.status, app.text]).toEqual([200, expect.stringContaining('by row 2 of the access table')]);
});

test('a table that locks out, or names nobody, is told in the log at the start', () => {
  const told = world.lines.filter((line) => line.includes('access-table-odd'));
  expect(told.join('\n')).toContain('Row 5 locks out whoever has no other one.');
});

test('a change of the file is at work with the next request, and a mistake in it changes nothing', async () => {
  const { browser, app } = await openWith(['SalesUS']);
  expect(app.text).toContain('you see Country United States');
  const path = join(world.folder, 'companion.yaml');
  const text = await readFile(path, 'utf8');
  const count = (event: string) => world.lines.filter((line) => line.includes(event)).length;
  const change = async (to: string, event: string) => {
    const before = count(event);
    await writeFile(path, to);
    await expect.poll(() => count(event), { timeout: 20_000 }).toBeGreaterThan(before);
  };
  await change(text.replace('USER,,SalesUS', 'USR,,SalesUS'), 'config-refused');
  expect(world.lines.join('\n')).toMatch(/access is wrong: Line 3, column 1: ACCESS must be ADMIN or USER/);
  expect((await browser.open(`${world.url()}/hub/app/us`)).status).toBe(200);
  await change(text.replace('SalesUS,United States', 'SalesUS,Japan'), 'config-reloaded');
  expect((await browser.open(`${world.url()}/hub/app/us`)).text).toContain('you see Country Japan');
});
