import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver, type Receiver } from '#test/fixtures/encrypter.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { dropFiles, fill, openTab, pasteText, press, textOf } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const ASSERTION = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;
let inspector: Inspector;
let receiver: Receiver;
let stranger: Receiver;
let closed: string;
let sight: InspectorPage;

beforeAll(async () => {
  const teller = await makeStoryteller();
  receiver = makeReceiver();
  stranger = makeReceiver();
  const xml = await teller.response({ startedAt: START, name: 'a' });
  closed = encryptPart(xml, ASSERTION, 'EncryptedAssertion', receiver);
  inspector = await startInspector();
});
afterAll(async () => {
  receiver.dispose();
  stranger.dispose();
  await inspector.close();
});
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function open() {
  sight = await inspector.open();
  await pasteText(sight.page, closed);
  await sight.page.waitForSelector('.row');
  return sight.page;
}

async function giveKey(pem: string) {
  const { page } = sight;
  await page.waitForSelector('dialog textarea');
  await fill(page, 'dialog textarea', pem);
  await press(page, 'Trust it', 'dialog');
  await page.waitForSelector('.trust-list');
}

const cardText = async () =>
  sight.page.$$eval(
    '.card',
    (cards) =>
      cards
        .map((card) => (card instanceof HTMLElement ? card.innerText.replace(/\s+/g, ' ') : ''))
        .find((text) => text.startsWith('Encryption')) ?? '',
  );

describe('an encrypted assertion', () => {
  it('says how it is encrypted, that it is closed, and what to do', async () => {
    const page = await open();
    expect(await cardText()).toMatch(
      /EncryptedAssertion Closed .*private key.*Content aes256-cbc .*Key rsa-oaep-mgf1p, digest SHA-1, mask MGF1 with SHA-1/,
    );
    await openTab(page, 'attributes');
    expect(await textOf(page, '.tab-panel')).toContain("service provider's private key");
  });

  it('is opened by the key, marked in the XML, and closed again when the key is forgotten', async () => {
    const page = await open();
    await press(page, 'Give the private key', '.tab-panel');
    await giveKey(receiver.privateKeyPem);
    expect(await page.$eval('dialog textarea', (field) => (field as HTMLTextAreaElement).value)).toBe('');
    expect(await textOf(page, '.trust-list')).toMatch(/A private key, to decrypt with RSA, 2048 bits.*not shown again/);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.includes('anne.foster@example.com'),
    );
    expect(await cardText()).toMatch(/EncryptedAssertion Opened/);
    const body = receiver.privateKeyPem.split('\n')[3] ?? 'nothing';
    expect(await page.content()).not.toContain(body);

    await press(page, 'Show what was opened', '.tab-panel');
    await page.waitForSelector('.xml-row.opened');
    const opened = await page.$$eval('.xml-row.opened', (rows) => rows.map((row) => row.textContent ?? ''));
    expect(opened[0]).toMatch(/^<saml:Assertion/);
    expect(opened.at(-1)).toBe('</saml:Assertion>');
    expect(await textOf(page, '.legend')).toContain('came encrypted, opened here');

    await press(page, 'Trust (1)', '.toolbar');
    await press(page, 'Remove: A private key, to decrypt with', 'dialog');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.xml-row.opened') === null);
  });

  it('stays closed under another key, and says so', async () => {
    const page = await open();
    await press(page, 'Trust', '.toolbar');
    await giveKey(stranger.privateKeyPem);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.includes('None of the private keys given opens it'),
    );
  });

  it('is opened by a key that is dropped as a file', async () => {
    const page = await open();
    await dropFiles(page, [{ name: 'sp.key', text: receiver.privateKeyPem }]);
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.includes('anne.foster@example.com'),
    );
    expect(await textOf(page, '.banners')).toContain('The private key in sp.key opens what is encrypted for it');
    expect(await page.$$('.source')).toHaveLength(1);
  });
});
