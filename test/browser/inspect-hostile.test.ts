import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { attribute, makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { FLOW_TABS, TABS } from '../../extension/store/list/view.ts';
import { choose, dropFiles, openTab, pasteText, press, textOf } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const MARKUP = "\"><img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>";
const ESCAPED = MARKUP.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const HOSTILE_METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ESCAPED}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:Extensions><mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui">
      <mdui:DisplayName xml:lang="en">${ESCAPED}</mdui:DisplayName>
      <mdui:Description xml:lang="en">${ESCAPED}</mdui:Description>
      <mdui:Logo height="16" width="16">javascript:alert(1)</mdui:Logo>
      <mdui:InformationURL xml:lang="en">javascript:alert(1)</mdui:InformationURL>
    </mdui:UIInfo></md:Extensions>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="javascript:alert(1)"/>
  </md:IDPSSODescriptor>
  <md:Organization>
    <md:OrganizationName xml:lang="en">${ESCAPED}</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="en">${ESCAPED}</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="en">javascript:alert(1)</md:OrganizationURL>
  </md:Organization>
  <md:ContactPerson contactType="technical"><md:EmailAddress>mailto:${ESCAPED}</md:EmailAddress></md:ContactPerson>
</md:EntityDescriptor>`;
let inspector: Inspector;
let teller: Storyteller;
let sight: InspectorPage;

beforeAll(async () => {
  [inspector, teller] = await Promise.all([startInspector(), makeStoryteller()]);
});
afterAll(() => inspector.close());
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function show(attributes: ReturnType<typeof attribute>[], audience?: string) {
  sight = await inspector.open();
  const { page } = sight;
  const told = { startedAt: START, name: 'a', attributes, ...(audience === undefined ? {} : { audience }) };
  await dropFiles(page, [{ name: MARKUP, text: writeOwnTrace(await teller.login(told)) }]);
  await page.waitForSelector('.row');
  await choose(page, 'message:1');
  return page;
}

/** Opens every part of the message that is chosen, then of the flow that it is in. */
async function eachPart(page: Page, look: (part: string) => Promise<void>): Promise<void> {
  for (const tab of TABS) {
    await openTab(page, tab);
    await look(tab);
  }
  await page.click('[data-key^="flow:"]');
  for (const tab of FLOW_TABS) {
    await openTab(page, tab);
    await look(`${tab} of the flow`);
  }
}

describe('what a message says is text and nothing else', () => {
  it('markup stays markup to read, in every part', async () => {
    const page = await show([attribute(MARKUP, MARKUP, [MARKUP])], `https://sp.example/${MARKUP}`);
    await eachPart(page, async (part) => {
      expect([part, await page.$$('img, iframe, object, script:not([src])')]).toEqual([part, []]);
    });
    await choose(page, 'message:1');
    await openTab(page, 'attributes');
    expect(await textOf(page, '.attribute-values')).toContain(MARKUP);
    expect(await page.title()).not.toBe('hacked');
  });

  it('nothing leads away: no link goes to an address out of a message', async () => {
    const page = await show(
      [attribute('url', null, ['javascript:alert(1)', 'https://evil.example/'])],
      'javascript:alert(1)',
    );
    await eachPart(page, async (part) => {
      expect([part, await page.$$('a[href], form[action], [src]:not(script)')]).toEqual([part, []]);
    });
  });

  it('two runs that differ in markup are compared as text', async () => {
    sight = await inspector.open();
    const { page } = sight;
    const runs = [
      await teller.login({ startedAt: START, name: 'a', attributes: [attribute('role', null, ['user'])] }),
      await teller.login({ startedAt: START + 60_000, name: 'b', attributes: [attribute(MARKUP, MARKUP, [MARKUP])] }),
    ];
    await dropFiles(page, [{ name: MARKUP, text: writeOwnTrace(runs.flat()) }]);
    await page.waitForSelector('.row');
    await press(page, 'Compare with…', '.tab-bar');
    await page.waitForSelector('dialog .difference');
    expect(await textOf(page, 'dialog')).toContain(MARKUP);
    expect(await page.$$('img, iframe, object, script:not([src]), dialog a[href]')).toEqual([]);
    expect(await page.title()).not.toBe('hacked');
  });

  it('metadata says who it is in text: names, contacts, logos and addresses lead nowhere', async () => {
    sight = await inspector.open();
    const { page } = sight;
    await pasteText(page, HOSTILE_METADATA);
    await page.waitForSelector('.row');
    for (const tab of await page.$$eval('[data-tab]', (tabs) =>
      tabs.map((one) => one.getAttribute('data-tab') ?? ''),
    )) {
      await openTab(page, tab);
      expect([tab, await page.$$('img, iframe, object, script:not([src]), .detail a[href], .detail [src]')]).toEqual([
        tab,
        [],
      ]);
    }
    await openTab(page, 'summary');
    expect(await textOf(page, '.detail')).toContain(MARKUP);
    expect(await textOf(page, '.detail')).toContain('javascript:alert(1)');
    expect(await page.title()).not.toBe('hacked');
  });

  it('characters that hide or reorder are named by their code points', async () => {
    const page = await show([attribute('role', null, ['user\u202Enimda', 'adm\u200Bin', 'a\u00A0b', 'tab\there'])]);
    await openTab(page, 'attributes');
    expect(await page.$$eval('.hidden-character', (marks) => marks.map((mark) => mark.textContent))).toEqual([
      'U+202E',
      'U+200B',
      'U+00A0',
      'U+0009',
    ]);
    await openTab(page, 'xml');
    expect(await textOf(page, '.xml')).toContain('userU+202Enimda');
  });

  it('a value of a megabyte is shown in parts, in every tab but that of the XML, which has all of it', async () => {
    const page = await show([attribute('blob', null, ['x'.repeat(1_000_000)])]);
    for (const tab of TABS) {
      await openTab(page, tab);
      const shown = await page.$eval('body', (body) => (body.textContent ?? '').length);
      expect([tab, shown < 50_000 ? 'parts' : 'all']).toEqual([tab, tab === 'xml' ? 'all' : 'parts']);
    }
    await openTab(page, 'attributes');
    expect((await textOf(page, '.attribute-values')).length).toBeLessThan(5000);
    expect(await textOf(page, '.attribute-values')).toContain('show more of 1,000,000 characters');
  });

  it('a thousand groups are listed, two hundred at first', async () => {
    const groups = Array.from({ length: 1000 }, (_, index) => `CN=Group ${index},OU=Sales,DC=example`);
    const page = await show([attribute('groups', null, groups)]);
    await openTab(page, 'attributes');
    expect(await page.$$('.attribute-values li')).toHaveLength(201);
    await page.click('.attribute-values .link');
    await page.waitForFunction(() => document.querySelectorAll('.attribute-values li').length === 1000);
    await openTab(page, 'xml');
    await page.type('.tab-panel input[type=search]', 'Group 999');
    await page.waitForSelector('.mark-current');
    expect(await page.$eval('.mark-current', (mark) => mark.getBoundingClientRect().top > 0)).toBe(true);
  });
});

describe('what cannot be read', () => {
  it('is listed with its reason, and what could be read around it is shown', async () => {
    sight = await inspector.open();
    const { page } = sight;
    const [request, , response] = await teller.login({ startedAt: START, name: 'a' });
    const broken = response && {
      ...response,
      requestBody: {
        mimeType: 'application/x-www-form-urlencoded',
        text: 'SAMLResponse=PHg%2BPC95Pg%3D%3D',
        params: null,
      },
    };
    await dropFiles(page, [
      { name: 'broken', text: writeOwnTrace([request, broken].flatMap((exchange) => exchange ?? [])) },
    ]);
    await page.waitForSelector('[data-key="message:1"]');
    await choose(page, 'message:1');
    expect(await textOf(page, '[data-key="message:1"]')).toContain('Not well-formed XML');
    expect(await textOf(page, '.verdict')).toMatch(/Not well-formed XML/);
    for (const tab of TABS) await openTab(page, tab);
    await openTab(page, 'xml');
    expect(await textOf(page, '.xml')).toBe('<x></y>');
    await openTab(page, 'http');
    expect(await textOf(page, '.tab-panel')).toContain('PHg+PC95Pg==');
  });

  it('does not take the page away: a hostile file after a good one', async () => {
    sight = await inspector.open();
    const { page } = sight;
    await pasteText(page, await teller.response({ startedAt: START, name: 'a' }));
    await page.waitForSelector('.row');
    await pasteText(page, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
    await page.waitForSelector('[role=alert]');
    expect(await textOf(page, '[role=alert]')).toContain('DOCTYPE');
    expect(await textOf(page, '.detail-head')).toContain('Response');
  });
});
