import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ALL_FAULTS } from '#server/idp/faults/all-faults.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { HttpBrowser, type HttpPage, type StopAt } from '#test/fixtures/http-browser.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { referenceOn, reportUnder } from './reports-world.ts';

const MINUTE = 60_000;

/** Another connection of the companion with the same identity provider: another service provider to it. */
const OTHER_CONNECTION = `  - prefix: other
    idp: { metadata: idp.xml }
    user: { id: uid, directory: '[CORP]' }
`;

let world: CompanionWorld;
let token: string;
let browser: HttpBrowser;
let ahead = 0;

beforeAll(async () => {
  world = await makeCompanionWorld({ clock: () => Date.now() + ahead, extra: OTHER_CONNECTION });
  token = world.companion().newToken ?? '';
});
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  browser = new HttpBrowser();
});
afterEach(() => {
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** Sends a fault to the hub from the fault's page, as Anne. */
async function run(code: string, stopAt?: StopAt): Promise<HttpPage> {
  const page = await browser.open(`${world.idp.url}/fault/${code}`);
  const next = await browser.press(page, '/hub/saml/metadata', stopAt);
  return next.text.includes('Who do you want to be?') ? browser.press(next, 'Anne', stopAt) : next;
}

/** What the companion's user is told of his session. */
async function whoAmI(): Promise<Record<string, unknown>> {
  return JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);
}

interface LoggedRefusal {
  readonly code: string;
  readonly codes: readonly string[];
  readonly owner: Owner;
}

function lastRefusal(): LoggedRefusal {
  return JSON.parse(world.lines.findLast((line) => line.includes('"event":"refused"')) ?? '{}');
}

const expected = (what: 'refuse' | 'accept') => ALL_FAULTS.filter((fault) => fault.expected === what);

describe('the companion as it is shipped', () => {
  test.each(expected('refuse'))('refuses $code for $finding, and takes the next one', async ({ code, finding }) => {
    const recording = recordHttp();
    const refused = await run(code).finally(recording.stop);
    expect(refused).toMatchObject({ status: 403, url: `${world.url()}/hub/saml/acs` });
    expect(/<code>([a-z0-9-]+)<\/code>/.exec(refused.html)?.[1]).toBe(finding);
    expect(lastRefusal().code).toBe(finding);
    // And for nothing else: what is not the fault is sound, the signatures included.
    expect([...new Set(lastRefusal().codes)]).toEqual([finding]);
    const report = await reportUnder(world, token, referenceOn(refused));
    expect([report.code, report.owner]).toEqual([finding, lastRefusal().owner]);
    expect(refused.text).toContain(`Who can mend it: ${OWNER_WORDS[lastRefusal().owner]}.`);
    const metadataTexts = [world.idp.metadata, ...world.companion().metadata];
    const { findings } = await inspectInput(writeHar(recording.exchanges), await knowledgeFrom({ metadataTexts }));
    const [first] = findings.filter(({ outcome }) => outcome === 'fail');
    expect([first?.code, first?.owner]).toEqual([finding, report.owner]);
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
    expect((await browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
  });

  test.each(expected('accept'))('accepts $code, of which the inspector says $finding', async ({ code, finding }) => {
    const recording = recordHttp();
    const hub = await run(code).finally(recording.stop);
    expect(hub.text).toContain('Welcome, anne');
    const knowledge = await knowledgeFrom({ metadataTexts: [world.idp.metadata] });
    const { findings } = await inspectInput(writeHar(recording.exchanges), knowledge);
    expect(findings.filter(({ outcome }) => outcome === 'fail').map((each) => each.code)[0]).toBe(finding);
  });
});

describe('a fault that is run', () => {
  const atHub: StopAt = ({ url }) => url.includes('/hub/saml/login');

  test('begins at the service provider, which asks in its own words', async () => {
    await run('audience-other');
    const paths = browser.visits.map(({ url }) => new URL(url).pathname);
    expect(paths).toEqual([
      '/fault/audience-other',
      '/fault/audience-other/login',
      '/login',
      '/hub/saml/login',
      '/sso',
      '/hub/saml/acs',
    ]);
    expect(lastRefusal().codes).toEqual(['audience-mismatch']);
  });

  test('is told where the user is picked', async () => {
    const page = await browser.open(`${world.idp.url}/fault/unsigned`);
    expect((await browser.press(page, '/hub/saml/metadata')).text).toContain('the fault unsigned : Nothing is signed.');
  });

  test('needs no picking where somebody is logged in', async () => {
    await world.logIn('Anne', browser);
    const page = await browser.open(`${world.idp.url}/fault/unsigned`);
    expect((await browser.press(page, '/hub/saml/metadata')).html).toContain('<code>signature-missing</code>');
  });

  test('waits for its service provider and spares the others', async () => {
    await run('audience-other', atHub);
    expect((await browser.open(`${world.url()}/other/`)).text).toContain('Welcome, anne');
    expect((await browser.open(`${world.url()}/hub/`)).html).toContain('<code>audience-mismatch</code>');
    expect((await browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
  });

  test('spares other browsers', async () => {
    await run('audience-other', atHub);
    expect((await world.logIn('Anne', new HttpBrowser())).text).toContain('Welcome, anne');
  });

  test('gives way to the one that is run after it, and to a login that is begun without one', async () => {
    await run('audience-other', atHub);
    await run('unsigned', atHub);
    expect((await browser.open(`${world.url()}/hub/`)).html).toContain('<code>signature-missing</code>');
    await run('audience-other', atHub);
    const home = await browser.open(world.idp.url);
    expect((await browser.click(home, '/hub/saml/metadata')).text).toContain('Welcome, anne');
  });

  test('waits for half an hour', async () => {
    try {
      await run('audience-other', atHub);
      ahead = 31 * MINUTE;
      expect((await browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
    } finally {
      ahead = 0;
    }
  });
});
