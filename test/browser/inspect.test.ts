import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { choose, dropFiles, fill, openTab, pasteText, press, textOf, trust } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let inspector: Inspector;
let teller: Storyteller;
let sight: InspectorPage;

beforeAll(async () => {
  [inspector, teller] = await Promise.all([startInspector(), makeStoryteller()]);
});
afterAll(() => inspector.close());
beforeEach(async () => {
  sight = await inspector.open();
});
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function story() {
  return [
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://hub.example/hub/' })),
    ...(await teller.logout({ startedAt: START + 120_000, name: 'good' })),
  ];
}

describe('at first sight', () => {
  it('the page says what it is for and what to do', async () => {
    expect(await textOf(sight.page, 'main')).toMatch(
      /See what a SAML login says.*nothing is sent anywhere.*Drop a file anywhere.*Or paste a message/,
    );
  });

  it('works under a policy without anything inline, and asks nothing of anybody', async () => {
    await dropFiles(sight.page, [{ name: 'login.har', text: writeHar(await story()) }]);
    await sight.page.waitForSelector('.row');
    for (const tab of ['summary', 'findings']) await openTab(sight.page, tab);
    expect(sight.complaints).toEqual([]);
  });
});

describe('a dropped HAR', () => {
  beforeEach(async () => {
    await dropFiles(sight.page, [{ name: 'login.har', text: writeHar(await story()) }]);
    await sight.page.waitForSelector('.row');
  });

  it('is listed as flows with their messages', async () => {
    const titles = await sight.page.$$eval('.row .row-title', (rows) => rows.map((row) => row.textContent));
    expect(titles).toEqual([
      'Login succeeded',
      'AuthnRequestredirect',
      'Responsepost',
      'Login refusedlikely',
      'AuthnRequestredirect',
      'Responsepost',
      'Logout succeeded',
      'LogoutRequestredirect',
      'LogoutResponseredirect',
    ]);
  });

  it('shows the flow that failed first, its cause and what to change', async () => {
    expect(await textOf(sight.page, '.verdict')).toMatch(
      /audience of the assertion is wrong by a slash at its end\. It is https:\/\/hub\.example\/hub\/,.*At the IdP set/,
    );
    expect(await sight.page.$eval('[aria-selected="true"].row .row-title', (row) => row.textContent)).toBe(
      'Login refusedlikely',
    );
  });

  it('leads from the finding to its bytes in the XML', async () => {
    await press(sight.page, 'Show in XML', '.verdict');
    await sight.page.waitForSelector('.mark-focus');
    expect(await sight.page.$$eval('.mark-focus', (marks) => marks.map((mark) => mark.textContent).join(''))).toContain(
      '<saml:Audience>https://hub.example/hub/',
    );
    const inSight = await sight.page.$eval('.mark-focus', (mark) => {
      const { top, bottom } = mark.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    });
    expect(inSight).toBe(true);
  });

  it('has each message in parts: subject, attributes, signature, HTTP', async () => {
    await choose(sight.page, 'message:1');
    expect(await textOf(sight.page, '.tab-panel')).toMatch(
      /NameID anne\.foster@example\.com.*Session index _good-session.*Audience https:\/\/hub\.example\/hub .*Received in time/,
    );
    await openTab(sight.page, 'attributes');
    expect(
      await sight.page.$$eval('.attribute', (rows) =>
        rows.map((row) => row.querySelectorAll('.attribute-values li').length),
      ),
    ).toEqual([1, 1, 3, 1]);
    await openTab(sight.page, 'signature');
    expect(await textOf(sight.page, '.tab-panel')).toMatch(/On Response.*key nobody vouches for.*On Assertion/);
    await openTab(sight.page, 'http');
    expect(await textOf(sight.page, '.tab-panel')).toMatch(
      /POST https:\/\/hub\.example\/hub\/saml\/acs.*SAMLResponse PHNhbWxw.*RelayState \/hub\/app\/sales/,
    );
  });

  it('is filtered by text and by outcome', async () => {
    await fill(sight.page, '.filter input', 'LogoutResponse');
    await sight.page.waitForFunction(() => document.querySelectorAll('.row').length === 2);
    await fill(sight.page, '.filter input', '');
    await press(sight.page, 'Failures');
    await sight.page.waitForFunction(() => document.querySelectorAll('.row').length === 3);
    await fill(sight.page, '.filter input', 'nothing has this');
    await press(sight.page, 'Show everything');
    await sight.page.waitForFunction(() => document.querySelectorAll('.row').length === 9);
  });

  it('filters attributes by value', async () => {
    await choose(sight.page, 'message:1');
    await openTab(sight.page, 'attributes');
    await fill(sight.page, '.tab-panel input[type=search]', 'salesus');
    await sight.page.waitForFunction(() => document.querySelectorAll('.attribute').length === 1);
    expect(await textOf(sight.page, '.tab-panel [role=status]')).toBe('1 of 4 attributes');
  });
});

describe('trust', () => {
  it('turns a signature valid when the metadata is given, and back when it is taken away', async () => {
    await dropFiles(sight.page, [{ name: 'trace.json', text: writeOwnTrace(await story()) }]);
    await sight.page.waitForSelector('.row');
    await choose(sight.page, 'message:1');
    await openTab(sight.page, 'signature');
    const badges = () =>
      sight.page.$$eval('.tab-panel .card-head .badge', (all) => all.map((badge) => badge.textContent));
    expect(await badges()).toEqual(['Intact, by a key nobody vouches for', 'Intact, by a key nobody vouches for']);
    await trust(sight.page, teller.metadata);
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel .badge')?.textContent === 'Valid');
    expect(await badges()).toEqual(['Valid', 'Valid']);
    await press(sight.page, 'Trust (1)');
    await press(sight.page, 'Remove: https://idp.example/metadata', 'dialog');
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel .badge')?.textContent !== 'Valid');
  });

  it('is there again after the page was closed where it is kept, and gone for good once it is removed, by keyboard alone', async () => {
    const { page } = sight;
    const reach = async (name: string) => {
      await page.waitForSelector(`dialog ::-p-aria([name="${name}"][role="button"])`);
      const isThere = () =>
        page.evaluate(
          (wanted) =>
            document.activeElement?.getAttribute('aria-label') === wanted ||
            document.activeElement?.textContent === wanted,
          name,
        );
      for (let stops = 0; !(await isThere()); stops += 1) {
        if (stops > 40) throw new Error(`the keyboard does not come to ${name}`);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };
    await trust(page, teller.metadata);
    await trust(page, teller.signer.certificatePem);
    await press(page, 'Trust (2)');
    await reach('Keep: https://idp.example/metadata');
    await page.waitForSelector('dialog button[aria-pressed=true]');
    await page.reload();
    await press(page, 'Trust (1)');
    await page.waitForSelector('dialog .trust-list');
    expect(await textOf(page, 'dialog .trust-list')).toContain('https://idp.example/metadata');
    await fill(page, 'dialog textarea', teller.signer.certificatePem);
    await press(page, 'Trust it', 'dialog');
    await page.waitForFunction(() => document.querySelectorAll('.trust-list > li').length === 2);
    await reach('Remove all');
    await page.waitForSelector('.trust-none');
    await page.reload();
    await page.waitForSelector('.toolbar');
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(await textOf(page, '.toolbar')).not.toContain('Trust (');
  });

  it('can be given to the certificate that a message brings, at the user’s word', async () => {
    await pasteText(sight.page, await teller.response({ startedAt: START, name: 'a' }));
    await sight.page.waitForSelector('.row');
    await openTab(sight.page, 'signature');
    await press(sight.page, 'Trust this certificate', '.tab-panel');
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel .badge')?.textContent === 'Valid');
    expect(await textOf(sight.page, '.banners')).toContain('Compare its fingerprint');
  });

  it('refuses a private key that it cannot use in one clear line, and leaves nothing of it', async () => {
    await press(sight.page, 'Trust');
    const broken = teller.signer.privateKeyPem.replace(/PRIVATE KEY/g, 'ENCRYPTED PRIVATE KEY');
    await fill(sight.page, 'dialog textarea', broken);
    await press(sight.page, 'Trust it', 'dialog');
    await sight.page.waitForSelector('dialog [role=alert]');
    expect(await textOf(sight.page, 'dialog [role=alert]')).toMatch(/private key cannot be used: it is encrypted/);
  });
});

describe('a pasted message', () => {
  it.each([
    ['XML', (xml: string) => xml],
    ['a parameter', (xml: string) => writePostValue(xml)],
    ['a form body', (xml: string) => `SAMLResponse=${encodeURIComponent(writePostValue(xml))}&RelayState=%2F`],
  ])('is read as %s', async (_, write) => {
    await pasteText(sight.page, write(await teller.response({ startedAt: START, name: 'a' })));
    await sight.page.waitForSelector('.row');
    expect(await textOf(sight.page, '.detail-head')).toContain('Response');
    expect(await textOf(sight.page, '.tab-panel')).toContain('The time of receipt is not known');
  });

  it('is judged at the time of receipt that is given', async () => {
    await pasteText(sight.page, await teller.response({ startedAt: START, name: 'a' }));
    await sight.page.waitForSelector('.row');
    await fill(sight.page, '.received-at input', '2026-01-12T10:43:20Z');
    await sight.page.waitForFunction(() =>
      document.querySelector('.window')?.textContent?.includes('Received in time'),
    );
    await fill(sight.page, '.received-at input', '2026-01-13');
    await sight.page.waitForFunction(() => document.querySelector('.verdict')?.textContent?.includes('expired'));
    await fill(sight.page, '.received-at input', 'yesterday');
    await sight.page.waitForFunction(() => document.querySelector('.field-error')?.textContent?.includes('Not a time'));
  });

  it('that cannot be read is one line with the reason', async () => {
    await fill(sight.page, 'main textarea', 'hello, world!');
    await press(sight.page, 'Inspect', 'main');
    await sight.page.waitForSelector('[role=alert]');
    expect(await textOf(sight.page, '[role=alert]')).toMatch(/^Pasted: This is neither XML, a SAML parameter/);
  });

  it('is found in the XML by search, one place after the other', async () => {
    await pasteText(sight.page, await teller.response({ startedAt: START, name: 'a' }));
    await sight.page.waitForSelector('.row');
    await openTab(sight.page, 'xml');
    await sight.page.type('.tab-panel input[type=search]', 'AttributeValue');
    await sight.page.waitForSelector('.mark-current');
    expect(await textOf(sight.page, '.search-count')).toBe('1 of 12');
    await sight.page.keyboard.press('Enter');
    await sight.page.waitForFunction(() => document.querySelector('.search-count')?.textContent === '2 of 12');
    await sight.page.keyboard.down('Shift');
    await sight.page.keyboard.press('Enter');
    await sight.page.keyboard.press('Enter');
    await sight.page.waitForFunction(() => document.querySelector('.search-count')?.textContent === '12 of 12');
    await sight.page.keyboard.up('Shift');
  });
});

describe('consequences', () => {
  it('are folded under their cause, and unfold by keyboard', async () => {
    await pasteText(sight.page, await teller.response({ startedAt: START, name: 'a' }));
    await sight.page.waitForSelector('.row');
    await fill(sight.page, '.received-at input', '2026-01-13');
    await openTab(sight.page, 'findings');
    await sight.page.waitForSelector('.finding.cause .consequences');
    expect(await sight.page.$eval('.finding.cause', (card) => card.getAttribute('data-code'))).toBe(
      'conditions-expired',
    );
    const shown = () =>
      sight.page.$$eval('.consequences .finding', (cards) =>
        cards.filter((card) => card.checkVisibility()).map((card) => card.getAttribute('data-code')),
      );
    expect(await shown()).toEqual([]);
    await sight.page.focus('.consequences summary');
    await sight.page.keyboard.press('Enter');
    expect(await shown()).toContain('subject-confirmation-expired');
  });
});
