import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpBrowser, HttpPage } from '#test/fixtures/http-browser.ts';
import { type Signer, signerOf } from '#test/fixtures/signer.ts';
import type { CompanionWorld } from './companion-world.ts';

/** The IdP's own key: what it signs is what the IdP signs. */
export async function idpSigner({ folder }: CompanionWorld): Promise<Signer> {
  return signerFrom(await readFile(join(folder, 'idp', 'test-idp.pem'), 'utf8'));
}

/** The companion's own key, which must vouch for nothing that comes in. */
export async function companionSigner({ folder }: CompanionWorld): Promise<Signer> {
  return signerFrom(await readFile(join(folder, 'state', 'hub.pem'), 'utf8'));
}

function signerFrom(pem: string): Promise<Signer> {
  const [key = '', certificate = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/);
  return signerOf(key, certificate);
}

/** Begins a login at the hub and stops where the browser is about to post the Response: the page with the form. Whoever is logged in at the IdP is not asked. */
export async function beforeAcs(world: CompanionWorld, name = 'Anne', browser = world.browser): Promise<HttpPage> {
  const page = await browser.open(`${world.url()}/hub/`, isAcs);
  return page.forms.some(({ action }) => action.endsWith('/saml/acs')) ? page : browser.press(page, name, isAcs);
}

/** A step to the assertion consumer. */
export function isAcs({ url }: { readonly url: string }): boolean {
  return url.endsWith('/saml/acs');
}

/** The Response that a page is about to post. */
export function responseOf(page: HttpPage): string {
  return Buffer.from(page.forms[0]?.fields['SAMLResponse'] ?? '', 'base64').toString('utf8');
}

/** Posts another Response in place of the page's own. */
export function postInstead(
  page: HttpPage,
  xml: string,
  browser: HttpBrowser,
  fields: Record<string, string> = {},
): Promise<HttpPage> {
  const [form] = page.forms;
  if (form === undefined) throw new Error(`no form on ${page.url}: ${page.text}`);
  return browser.submit(page, form, { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), ...fields });
}

/** A Response without any of its signatures. */
export function unsigned(xml: string): string {
  return xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, '');
}

/** Signs the assertion and then the Response around it, as the IdP does; either can be left out. */
export async function signResponse(
  xml: string,
  signer: Signer,
  {
    assertion = true,
    response = true,
    algorithm,
  }: { assertion?: boolean; response?: boolean; algorithm?: string } = {},
): Promise<string> {
  const options = algorithm === undefined ? {} : { algorithm };
  let signed = xml;
  if (assertion) signed = await signer.sign(signed, idOf(signed, 'saml:Assertion'), options);
  return response ? signer.sign(signed, idOf(signed, 'samlp:Response'), options) : signed;
}

/** The ID of the first element of that name. */
export function idOf(xml: string, name: string): string {
  return new RegExp(`<${name}\\b[^>]*\\bID="([^"]+)"`).exec(xml)?.[1] ?? '';
}

/** Changes a Response and has the IdP's key sign it anew: the signature is sound, whatever it now says. */
export async function forged(world: CompanionWorld, page: HttpPage, change: (xml: string) => string): Promise<string> {
  return signResponse(change(unsigned(responseOf(page))), await idpSigner(world));
}
