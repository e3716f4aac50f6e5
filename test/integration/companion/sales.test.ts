import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beginTest } from './reports-world.ts';

let world: CompanionWorld;
let token: string;
beforeAll(async () => {
  world = await makeCompanionWorld({ yaml: await shippedConfig() });
  token = world.companion().newToken ?? '';
});
afterAll(() => world.close());

const ELSEWHERE = ['Germany', 'Japan', 'Brazil', 'United Kingdom', 'Côte d’Ivoire'];

/** Logs in as that user and opens Sales. */
async function openSales(name: string): Promise<{ browser: HttpBrowser; hub: HttpPage; app: HttpPage }> {
  const browser = new HttpBrowser();
  const hub = await world.logIn(name, browser);
  return { browser, hub, app: await browser.open(`${world.url()}/hub/app/sales`) };
}

async function exported(browser: HttpBrowser): Promise<{ status: number; head: string; rows: string[] }> {
  const { status, html } = await browser.open(`${world.url()}/hub/app/sales/rows.csv`);
  const [head = '', ...rows] = html.trimEnd().split('\r\n');
  return { status, head, rows };
}

const countriesOf = (rows: readonly string[]) => [...new Set(rows.map((row) => row.split(',')[0]))].sort();

describe('Sales of the shipped configuration', () => {
  test('Anne sees the United States only, and why', async () => {
    const { browser, hub, app } = await openSales('Anne');
    expect(hub.links.map(({ text }) => text)).toContain('Sales');
    expect(app.status).toBe(200);
    expect(app.text).toContain(
      'You may open Sales by the rule “Apps of an open stream”, because group = SalesUS came from the IdP’s groups; you see United States only, by row 3 of the access table.',
    );
    for (const other of ['Australia', ...ELSEWHERE]) expect(app.html).not.toContain(other);
    const { rows } = await exported(browser);
    expect(countriesOf(rows)).toEqual(['United States']);
    expect(rows.length).toBeGreaterThan(10_000);
    expect(app.text).toContain(`${new Intl.NumberFormat('en').format(rows.length)} rows of the data`);
  });

  test('a login test says what Anne and Eddie would see, by which rows, and nothing of what is closed', async () => {
    for (const [name, words, other] of [
      ['Anne', 'Sales: anne sees United States only, by row 3 of the access table.', 'Australia only'],
      ['Eddie', 'Sales: eddie sees Australia only, by row 4 of the access table.', 'United States only'],
    ] as const) {
      const browser = new HttpBrowser();
      const { startUrl } = await beginTest(world, token);
      const page = await browser.press(await browser.open(startUrl), name);
      expect(page.text).toContain('The login test passed');
      expect(page.text).toContain(words);
      expect(page.text).not.toContain(other);
    }
  });

  test('Eddie sees Australia only', async () => {
    const { browser, app } = await openSales('Eddie');
    expect(app.text).toContain('you see Australia only, by row 4 of the access table');
    for (const other of ['United States', ...ELSEWHERE]) expect(app.html).not.toContain(other);
    expect(countriesOf((await exported(browser)).rows)).toEqual(['Australia']);
  });

  test('Grace, who has both groups, sees both', async () => {
    const { browser, app } = await openSales('Grace');
    expect(app.text).toContain('you see United States and Australia only, by rows 3 and 4 of the access table');
    for (const other of ELSEWHERE) expect(app.html).not.toContain(other);
    expect(countriesOf((await exported(browser)).rows)).toEqual(['Australia', 'United States']);
  });

  test('Noel, who has none, is told why it is closed, and exports nothing', async () => {
    const { browser, hub, app } = await openSales('Noel');
    expect(hub.links.map(({ text }) => text)).not.toContain('Sales');
    expect([app.status, app.text]).toEqual([
      403,
      expect.stringContaining('no rule opens it with the session attributes'),
    ]);
    expect(app.text).toContain('asked about Stream SalesUS: user.environment.group is missing');
    expect(app.text).toContain('The least that would open it add "SalesUS" to user.environment.group');
    expect(hub.text).toContain('None of the 3 streams is');
    expect(hub.text).toContain('“Streams by group”, asked about Stream SalesUS: user.environment.group is missing');
    expect((await exported(browser)).status).toBe(403);
    expect((await browser.open(`${world.url()}/hub/app/sales/view-as`)).status).toBe(403);
  });

  test('the chart needs no script, and the page has nothing that its policy would refuse', async () => {
    const { app } = await openSales('Anne');
    expect(app.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(app.html).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/i);
    expect(app.html).toContain('<polyline');
  });

  test('an app without data is as it was', async () => {
    const { browser } = await openSales('Anne');
    const app = await browser.open(`${world.url()}/hub/app/us-pipeline`);
    expect([app.status, app.text]).toEqual([
      200,
      expect.stringContaining('You may open Pipeline United States by the rule'),
    ]);
    expect((await browser.open(`${world.url()}/hub/app/us-pipeline/rows.csv`)).status).toBe(403);
  });

  test('what was made is found again after a restart', async () => {
    const before = (await exported((await openSales('Anne')).browser)).rows;
    await world.restart();
    expect((await exported((await openSales('Anne')).browser)).rows).toEqual(before);
  });
});

async function lookAs(browser: HttpBrowser, fields: { user: string; attributes?: string }): Promise<HttpPage> {
  const page = await browser.open(`${world.url()}/hub/app/sales/view-as`);
  const [form] = page.forms;
  if (form === undefined) throw new Error(page.text);
  return browser.submit(page, form, { attributes: '', ...fields });
}

describe('view as', () => {
  test('is for whom the app lets: Grace sees what Eddie’s session sees, beside her own, and it is written down', async () => {
    await openSales('Eddie');
    const { browser, app } = await openSales('Grace');
    expect(app.links.map(({ text }) => text)).toContain('View as somebody else');
    const page = await lookAs(browser, { user: 'CORP\\eddie' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('you see United States and Australia only, by rows 3 and 4');
    expect(page.text).toContain('CORP\\eddie sees Australia only, by row 4 of the access table');
    const { body } = await administrator(() => world.url(), token).call('GET', '/api/audit?limit=1');
    expect(v.parse(AUDIT_PAGE, body).entries[0]).toMatchObject({
      actor: { kind: 'user', name: 'CORP\\grace' },
      action: 'viewed-as',
      subject: 'Sales (sales)',
      facts: { connection: 'hub', user: 'CORP\\eddie', attribute: 'group, email, name', method: 'session' },
    });
  });

  test('with made-up attributes, of which the audit has the names alone; a field that is left out shows nowhere', async () => {
    const { browser } = await openSales('Grace');
    const page = await lookAs(browser, { user: 'CORP\\nobody', attributes: 'group = SalesUS\r\ngroup=Auditors' });
    const [, other = ''] = page.html.split('aria-label="As somebody else"');
    expect(page.text).toContain(
      'CORP\\nobody sees United States and Australia only, by rows 3 and 5 of the access table; one field of the data is left out.',
    );
    expect(page.text).toContain('because group = SalesUS; CORP');
    expect(other).not.toContain('Margin');
    expect(other).toContain('Amount');
    const { body } = await administrator(() => world.url(), token).call('GET', '/api/audit?limit=1');
    const [line] = v.parse(AUDIT_PAGE, body).entries;
    expect(line?.facts).toMatchObject({ attribute: 'group', method: 'made-up' });
    expect(JSON.stringify(line)).not.toContain('Auditors');
  });

  test('says what is closed: no rule, or no row', async () => {
    const { browser } = await openSales('Grace');
    expect((await lookAs(browser, { user: 'CORP\\gone' })).text).toContain('No rule opens Sales to CORP\\gone.');
    const noRow = await lookAs(browser, { user: 'CORP\\x', attributes: 'group=QlikGroup' });
    expect(noRow.text).toContain('No rule opens Sales to CORP\\x.');
  });

  test.each([
    ['no directory', { user: 'eddie' }, 'User must be a directory and a user'],
    ['no value', { user: 'CORP\\x', attributes: 'group=a\ngroup' }, 'must have a name and a value in line 2'],
  ])('tells what is wrong in the form: %s', async (_, fields, words) => {
    const { browser } = await openSales('Grace');
    expect(await lookAs(browser, fields)).toMatchObject({ status: 400, text: expect.stringContaining(words) });
  });

  test('is not for Anne, nor for another site’s form, nor for whoever made a session by ticket', async () => {
    const { browser, app } = await openSales('Anne');
    expect(app.text).not.toContain('View as');
    expect((await browser.open(`${world.url()}/hub/app/sales/view-as`)).status).toBe(403);
    const grace = (await openSales('Grace')).browser;
    const form = await grace.open(`${world.url()}/hub/app/sales/view-as`);
    const [first] = form.forms;
    if (first === undefined) throw new Error(form.text);
    const foreign = await grace.submit(form, first, { user: 'CORP\\eddie', token: 'guessed' });
    expect([foreign.status, foreign.text]).toEqual([403, expect.stringContaining('This did not come from our page')]);
    const answer = await fetch(`${world.url()}/qps/hub/ticket?xrfkey=0123456789abcdef`, {
      method: 'POST',
      headers: {
        'X-Qlik-Xrfkey': '0123456789abcdef',
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        UserDirectory: 'CORP',
        UserId: 'robot',
        Attributes: [{ group: 'SalesUS' }, { group: 'QlikGroup' }],
      }),
    });
    const { Ticket } = v.parse(v.object({ Ticket: v.string() }), await answer.json());
    const robot = new HttpBrowser();
    const opened = await robot.open(`${world.url()}/hub/app/sales?qlikTicket=${Ticket}`);
    expect(opened.text).toContain('because group = SalesUS came with the ticket; you see United States only');
    expect((await robot.open(`${world.url()}/hub/app/sales/view-as`)).status).toBe(403);
  });

  test('is for whoever may open the console, too', async () => {
    const yaml = await shippedConfig(
      (text) => `${text}\nconsole: { connection: hub, condition: 'user.userId = "anne"' }\n`,
    );
    const other = await makeCompanionWorld({ yaml });
    try {
      await other.logIn('Anne');
      expect((await other.browser.open(`${other.url()}/hub/app/sales/view-as`)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
