import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toConfig } from '#server/config/read-config.ts';
import { CONSOLE_ENTRY } from '#shared/api/about.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CONSOLE_SESSION } from '#shared/api/console-session.ts';
import { readYamlFile } from '#shared/yaml/read-yaml.ts';
import { administrator, apiClient } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld, yamlFor } from './companion-world.ts';

const CONSOLE = `
console: { connection: hub, condition: 'user.environment.group = "QlikGroup"' }
`;

let world: CompanionWorld;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld({ extra: CONSOLE });
  token = world.companion().newToken ?? '';
});

afterAll(() => world.close());

const consoleCookie = (browser: HttpBrowser) => browser.cookies.of('localhost').get('workbench.console');

/** Goes to the console by a login as that user. */
async function goIn(name: string): Promise<{ browser: HttpBrowser; status: number; url: string; text: string }> {
  const browser = new HttpBrowser();
  const page = await browser.press(await browser.open(`${world.url()}/hub/console`), name);
  return { browser, status: page.status, url: page.url, text: page.text };
}

const asWhom = async (cookie: string | undefined) => {
  const client = apiClient(() => world.url(), { Cookie: `workbench.console=${cookie ?? ''}` });
  return client.call('GET', '/api/console-session');
};

describe('the console, by a login that the configuration lets in', () => {
  test('opens under the name of the user, who stands in the audit', async () => {
    const { browser, url } = await goIn('Grace');
    expect(url).toBe(`${world.url()}/console/`);
    const { status, body } = await asWhom(consoleCookie(browser));
    expect([status, v.parse(CONSOLE_SESSION, body).name]).toEqual([200, 'CORP\\grace']);
    const audit = await administrator(() => world.url(), token).call('GET', '/api/audit?limit=1');
    expect(v.parse(AUDIT_PAGE, audit.body).entries[0]).toMatchObject({
      action: 'console-signed-in',
      actor: { kind: 'console', name: 'CORP\\grace' },
      facts: { connection: 'hub' },
    });
  });

  test('does not open to whom the condition does not fit', async () => {
    const { browser, status, text } = await goIn('Anne');
    expect([status, text]).toEqual([403, expect.stringContaining('The console is not open to you')]);
    expect(consoleCookie(browser)).toBeUndefined();
  });

  test('closes when the login that opened it ends', async () => {
    const { browser } = await goIn('Grace');
    const cookie = consoleCookie(browser);
    expect((await asWhom(cookie)).status).toBe(200);
    await administrator(() => world.url(), token).call('DELETE', '/api/sessions?user=CORP%5Cgrace');
    expect((await asWhom(cookie)).status).toBe(401);
  });

  test('does not open to a ticket that claims the same attribute: only a login by SAML counts', async () => {
    const answer = await fetch(`${world.url()}/qps/hub/ticket?xrfkey=0123456789abcdef`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'X-Qlik-Xrfkey': '0123456789abcdef',
      },
      body: JSON.stringify({ UserDirectory: 'CORP', UserId: 'mallory', Attributes: [{ group: 'QlikGroup' }] }),
    });
    expect(answer.status).toBe(201);
    const { Ticket } = v.parse(v.object({ Ticket: v.string() }), await answer.json());
    const browser = new HttpBrowser();
    expect((await browser.open(`${world.url()}/hub/?qlikTicket=${Ticket}`)).text).toContain('Welcome, mallory');
    const page = await browser.open(`${world.url()}/hub/console`);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('The console is not open to you')]);
    expect(consoleCookie(browser)).toBeUndefined();
  });

  test('is told to everybody as a place to go, and nothing more', async () => {
    const { body } = await apiClient(() => world.url(), {}).call('GET', '/api/console-entry');
    expect(body).toEqual({ loginPath: '/hub/console', session: null });
  });

  test('tells who is in it to them alone, as long as they are', async () => {
    const { browser } = await goIn('Grace');
    const entry = async (secret: string | undefined) => {
      const client = apiClient(() => world.url(), { Cookie: `workbench.console=${secret ?? ''}` });
      const { status, body } = await client.call('GET', '/api/console-entry');
      return [status, v.parse(CONSOLE_ENTRY, body).session?.name ?? null];
    };
    expect(await entry(consoleCookie(browser))).toEqual([200, 'CORP\\grace']);
    expect(await entry('another')).toEqual([200, null]);
    const Cookie = `workbench.console=${consoleCookie(browser) ?? ''}`;
    const page = apiClient(() => world.url(), { Cookie, Origin: world.url(), 'X-Workbench-Console': '1' });
    expect((await page.call('DELETE', '/api/console-session')).status).toBe(204);
    expect(await entry(consoleCookie(browser))).toEqual([200, null]);
  });
});

test('the console closes with the time of the login that opened it, and while somebody works in it that one goes on', async () => {
  let now = Date.now();
  const minute = 60_000;
  const own = await makeCompanionWorld({ extra: CONSOLE, clock: () => now });
  try {
    await own.browser.press(await own.browser.open(`${own.url()}/hub/console`), 'Grace');
    const Cookie = `workbench.console=${consoleCookie(own.browser) ?? ''}`;
    const ask = async () => (await apiClient(() => own.url(), { Cookie }).call('GET', '/api/console-session')).status;
    for (let looks = 0; looks < 3; looks++) {
      expect(await ask()).toBe(200);
      now += 20 * minute;
    }
    expect((await own.browser.open(`${own.url()}/hub/`)).text).toContain('Welcome, grace');
    now += 31 * minute;
    expect(await ask()).toBe(401);
  } finally {
    await own.close();
  }
});

test('the console closes to whom the configuration does not let in any more', async () => {
  const own = await makeCompanionWorld({ extra: CONSOLE });
  try {
    await own.browser.press(await own.browser.open(`${own.url()}/hub/console`), 'Grace');
    const Cookie = `workbench.console=${consoleCookie(own.browser) ?? ''}`;
    const ask = async () => (await apiClient(() => own.url(), { Cookie }).call('GET', '/api/console-session')).status;
    expect(await ask()).toBe(200);
    await writeFile(join(own.folder, 'companion.yaml'), yamlFor({ extra: CONSOLE.replace('QlikGroup', 'Nobody') }));
    await expect.poll(ask, { timeout: 20_000 }).toBe(401);
    expect((await own.browser.open(`${own.url()}/hub/`)).text).toContain('Welcome, grace');
  } finally {
    await own.close();
  }
});

test('without a word in the configuration nobody comes in by a login', async () => {
  const other = await makeCompanionWorld();
  try {
    const page = await other.browser.press(await other.browser.open(`${other.url()}/hub/console`), 'Grace');
    expect(page.status).toBe(403);
    expect((await apiClient(() => other.url(), {}).call('GET', '/api/console-entry')).body).toEqual({
      loginPath: null,
      session: null,
    });
  } finally {
    await other.close();
  }
});

test.each([
  ['console: { connection: hub, condition: "user.environment.group =" }', /console\.condition is no condition: .*/],
  ['console: { connection: hub }', /console\.condition is missing/],
  ['console: { connection: hub, condition: "" }', /console\.condition must not be empty/],
])('%s is refused with its line', (line, words) => {
  expect(() => toConfig(readYamlFile(yamlFor({ extra: `\n${line}\n` }), 'companion.yaml'))).toThrow(words);
});
