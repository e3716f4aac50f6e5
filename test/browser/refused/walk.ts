import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { type RedirectMessage, type RedirectSigner, writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';
import type { CompanionWorld } from '#test/integration/companion/companion-world.ts';
import { idpSigner, isAcs, responseOf } from '#test/integration/companion/forge.ts';
import { idpRedirectSigner } from '#test/integration/companion/idp-messages.ts';

/** What a form sends, by name. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** A browser that is led to a refusal, and who signs messages for it. */
export interface Walk {
  readonly world: CompanionWorld;
  readonly idp: Signer;
  readonly stranger: Signer;
  readonly byIdp: RedirectSigner;
  readonly bySp: RedirectSigner;
  /** Begins a login at the hub; gives the address of the identity provider, with the request, at which it waits. */
  begin(): Promise<string>;
  open(url: string): Promise<void>;
  /** Opens an address with a message in its query. */
  lead(url: string, message: RedirectMessage): Promise<void>;
  /** Sends a form from the page that is there. */
  post(url: string, fields: Fields, enctype?: string): Promise<void>;
}

/** Walks with that page, which may send forms to anybody. */
export async function makeWalk(world: CompanionWorld, page: Page): Promise<Walk> {
  const pem = await readFile(join(world.folder, 'state', 'hub.pem'), 'utf8');
  const privateKey = await importPrivateKey(pem);
  const open = async (url: string) => void (await page.goto(url));
  return {
    world,
    idp: await idpSigner(world),
    stranger: await makeSigner('stranger.example'),
    byIdp: await idpRedirectSigner(world),
    bySp: { algorithm: URI.rsaSha256, sign: (octets) => signOctets(octets, privateKey, URI.rsaSha256) },
    open,
    begin: async () => {
      await open(`${world.url()}/hub/saml/login`);
      return page.url();
    },
    lead: async (url, message) => open(`${url}?${await writeRedirectQuery(message)}`),
    post: async (url, fields, enctype = 'application/x-www-form-urlencoded') => {
      await Promise.all([page.waitForNavigation(), page.evaluate(sendForm, url, JSON.stringify(fields), enctype)]);
    },
  };
}

/** Runs in the page. */
function sendForm(url: string, fields: string, enctype: string): void {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: url, enctype });
  for (const [name, value] of JSON.parse(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  form.submit();
}

/** The assertion consumer of the hub. */
export function acsOf({ world }: Walk): string {
  return `${world.url()}/hub/saml/acs`;
}

/** A form's value for XML. */
export function encoded(xml: string): string {
  return Buffer.from(xml).toString('base64');
}

/** The address, with a request, of a login that this browser has not begun. */
export async function beginElsewhere({ world }: Walk): Promise<string> {
  const answer = await fetch(`${world.url()}/hub/saml/login`, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

/** The request in an address. */
export function requestIn(sso: string): string {
  const value = new URL(sso).searchParams.get('SAMLRequest') ?? '';
  return inflateRawSync(Buffer.from(value, 'base64')).toString('utf8');
}

/** The Response that the identity provider has for a request; another browser fetches it, in which Anne logs in there. */
export async function answerTo(sso: string): Promise<string> {
  const browser = new HttpBrowser();
  return responseOf(await browser.press(await browser.open(sso), 'Anne', isAcs));
}
