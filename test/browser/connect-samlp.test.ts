import { createPublicKey, X509Certificate } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type MetadataServer, makeMetadataServer } from '#test/fixtures/metadata-server.ts';
import { type SamlpIdp, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import {
  beginTest,
  connect,
  goTo,
  headingOf,
  mapFirst,
  rollOurKey,
  takeNewerMetadata,
  waitForText,
} from './console/administrator.ts';
import { type ConsolePage, type ConsoleWorld, startConsole } from './console/console.ts';
import { violations } from './harness/axe.ts';

interface KeyPair {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

let idp: SamlpIdp;
let world: ConsoleWorld;
let sight: ConsolePage;
let console: Page;
/** Where its metadata is published. */
let source: MetadataServer;
/** What samlp signs with at the moment. */
let signing: KeyPair;
let first: KeyPair;
let next: KeyPair;
let never: KeyPair;
/** The certificate of ours that samlp encrypts for: that of our metadata when it was last read over there. */
let ours = '';

const base = () => `${world.world.url()}/samlp/saml`;

beforeAll(async () => {
  const make = (commonName: string) => makeSelfSigned({ commonName, days: 365, now: Date.now() });
  [next, never] = await Promise.all([make('samlp next'), make('samlp never published')]);
  idp = await startSamlpIdp({
    host: '127.0.0.1',
    port: 0,
    sp: () => ({ entityId: `${base()}/metadata`, acs: `${base()}/acs`, slo: `${base()}/slo`, certificate: ours }),
    saml: () => ({
      cert: signing.certificatePem,
      key: signing.privateKeyPem,
      ...(ours === '' ? { signingCert: undefined } : encryption(ours)),
    }),
  });
  first = { privateKeyPem: idp.privateKey, certificatePem: idp.certificate };
  signing = first;
  source = await makeMetadataServer();
  publish(first);
  world = await startConsole({ extra: `metadataHosts: ['127.0.0.1:${source.port}']\n` });
  sight = await world.enter('/console/', { width: 1200, height: 900 });
  console = sight.page;
});

afterAll(async () => {
  await world?.close();
  await idp?.close();
  await source?.stop();
});

/** samlp encrypts for that key, and demands of nobody that requests are signed by it: it knows one key at a time. */
function encryption(certificate: string) {
  const encryptionPublicKey = createPublicKey(
    new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }),
  ).export({ type: 'spki', format: 'pem' });
  return { encryptionCert: certificate, encryptionPublicKey, signingCert: undefined };
}

/** Publishes samlp's own metadata with these keys: it can name one alone. */
function publish(...keys: readonly KeyPair[]): void {
  const descriptor = (pair: KeyPair) => {
    const body = readPemBlocks(pair.certificatePem)[0]?.body.replace(/\s/g, '') ?? '';
    return `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${body}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
  };
  source.serve(idp.metadata.replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, keys.map(descriptor).join('')));
}

/** samlp takes our metadata again: the key that we have encrypted for from now on. */
async function takeOurs(): Promise<void> {
  const { body } = await world.call('GET', '/api/connections/samlp/keys');
  ours = (body as { readonly keys: readonly { readonly certificate: string }[] }).keys[0]?.certificate ?? '';
}

/** The heading at which a login in that browser ends. */
async function logIn(browser = new HttpBrowser()): Promise<string> {
  const page = await browser.open(`${world.world.url()}/samlp/`);
  return (await browser.click(page, 'Log in as Anne')).text;
}

/** People who log in, one after the other, until they are told to stop: how many got in, and what the others saw. */
function peopleLogIn() {
  let isOver = false;
  let welcome = 0;
  const refused: string[] = [];
  const people = (async (): Promise<void> => {
    while (!isOver) {
      const text = await logIn();
      if (text.includes('Welcome, anne')) welcome += 1;
      else refused.push(text.slice(0, 300));
      // A moment in which the processor is the administrator's.
      await setTimeout(200);
    }
  })();
  return async () => {
    isOver = true;
    await people;
    return { welcome, refused };
  };
}

/** A login in a real browser: the heading that it ends at. */
async function userLogsIn(): Promise<string> {
  const { page, close } = await world.open('/samlp/');
  try {
    await logInThere(page);
    return await headingOf(page);
  } finally {
    await close();
  }
}

async function logInThere(page: Page): Promise<void> {
  await page.bringToFront();
  const link = await page.waitForSelector('a ::-p-text(Log in as Anne)');
  await link?.click();
  await backHere(page);
}

async function backHere(page: Page): Promise<void> {
  await page.waitForFunction(
    (origin) => location.origin === origin && document.querySelector('h1') !== null,
    {},
    world.world.url(),
  );
}

describe('samlp, connected from the console', () => {
  it('by the address of its metadata; a wrong attribute map is mended from the page of the login test', async () => {
    await connect(console, { prefix: 'samlp', metadata: source.url, userId: 'uid' });
    await waitForText(console, 'Fetched from');
    await goTo(console, '/console/connections/samlp/attributes');
    await mapFirst(console, { from: 'memberOf', to: 'group', required: true });
    const tab = await beginTest(console, 'samlp');
    await logInThere(tab);
    expect(await tab.$eval('h1', (heading) => heading.textContent)).toBe('The login test was refused');
    await waitForText(tab, 'memberOf');
    expect(await violations(tab)).toEqual([]);
    await Promise.all([tab.waitForNavigation(), tab.click('a[href*="/attributes?test="]')]);
    await waitForText(tab, 'SalesUS', '.seen-values[aria-label^="Values of groups"]');
    await mapFirst(tab, { from: 'groups', to: 'group' });
    await tab.close();
    const again = await beginTest(console, 'samlp');
    await backHere(again);
    expect(await again.$eval('h1', (heading) => heading.textContent)).toBe('The login test passed');
    await again.close();
    expect(await userLogsIn()).toBe('Welcome, anne');
  });

  it('its key is rolled over while people log in: none of them is refused while both are published', async () => {
    const stop = peopleLogIn();
    publish(first, next);
    expect(await takeNewerMetadata(console, 'samlp')).toContain('A key is new and trusted: CN=samlp next');
    expect(await userLogsIn()).toBe('Welcome, anne');
    signing = next;
    expect(await userLogsIn()).toBe('Welcome, anne');
    const { welcome, refused } = await stop();
    expect(refused).toEqual([]);
    expect(welcome).toBeGreaterThanOrEqual(2);
    publish(next);
    expect(await takeNewerMetadata(console, 'samlp')).toContain('no longer trusted: CN=samlp');
    expect(await userLogsIn()).toBe('Welcome, anne');
  });

  it('a key that was never published is nobody’s word, nor is one that is published no more', async () => {
    for (const pair of [never, first]) {
      signing = pair;
      expect(await logIn()).toContain('The login was refused');
    }
    signing = next;
    expect(await logIn()).toContain('Welcome, anne');
  });

  it('our key is rolled over while people log in with what is encrypted for it: none of them is refused', async () => {
    await takeOurs();
    const stop = peopleLogIn();
    await rollOurKey(console, 'samlp', 'Publish a new key');
    await rollOurKey(console, 'samlp', 'Sign with the new key');
    expect(await userLogsIn()).toBe('Welcome, anne');
    await takeOurs();
    expect(await userLogsIn()).toBe('Welcome, anne');
    const { welcome, refused } = await stop();
    expect(refused).toEqual([]);
    expect(welcome).toBeGreaterThanOrEqual(2);
    await rollOurKey(console, 'samlp', 'Take the old key out');
    expect(await userLogsIn()).toBe('Welcome, anne');
    expect(sight.complaints).toEqual([]);
  });

  it('what is encrypted for a key that is taken out is opened by nothing', async () => {
    const now = ours;
    ours = never.certificatePem;
    expect(await logIn()).toContain('The login was refused');
    ours = now;
    expect(await logIn()).toContain('Welcome, anne');
  });
});
