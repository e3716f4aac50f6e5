import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { openEncrypted } from '#shared/saml/encrypted/open-encrypted.ts';
import { parseXml } from '#shared/xml/parse.ts';
import {
  type CompanionWorld,
  makeCompanionWorld,
  type WorldOptions,
} from '#test/integration/companion/companion-world.ts';
import { beforeAcs, postInstead, responseOf } from '#test/integration/companion/forge.ts';
import { carriedBy, messageIn, type SpEvidence } from './evidence.ts';

/** What the mode `saml2int` demands of the configuration, as lines of YAML. */
export const SAML2INT = `
    mode: saml2int
    request: { authnContext: { classes: [password] } }
    sp:
      metadata:
        displayName: Sales figures
        privacyUrl: https://sp.example.org/privacy
        logo: { url: https://sp.example.org/logo.png, width: 80, height: 60 }
        contacts: [{ type: technical, email: help@example.org }]
`;

/** A companion behind TLS in that mode, with an IdP that encrypts and gives subject-id to who needs it. */
export function makeSaml2IntWorld(options: WorldOptions = {}): Promise<CompanionWorld> {
  return makeCompanionWorld({
    publicUrl: 'https://sp.example.org',
    encrypts: true,
    user: "{ directory: '[CORP]' }",
    extra: SAML2INT,
    ...options,
    metadata: (xml) => withEnd(options.metadata?.(xml) ?? xml),
  });
}

/** Metadata of an identity provider that says until when it is valid (SDP-MD03a); two weeks, as ours does. */
export function withEnd(xml: string): string {
  const end = new Date(Date.now() + 14 * 24 * 3600_000).toISOString();
  return xml.includes('validUntil=') ? xml : xml.replace(/<md:EntityDescriptor /, `$&validUntil="${end}" `);
}

/** The key that the companion signs with, PKCS#8 PEM. */
export async function spKeyOf({ folder }: CompanionWorld): Promise<string> {
  const pem = await readFile(join(folder, 'state', 'hub.pem'), 'utf8');
  return pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE'));
}

/** Logs in and out at the SP, logs in again and out at the IdP, and gives what somebody who watched has. */
export async function recordCompanion(world: CompanionWorld): Promise<SpEvidence> {
  const { browser, idp } = world;
  const page = await beforeAcs(world);
  const response = responseOf(page);
  const hub = await postInstead(page, response, browser);
  await browser.click(hub, 'Log out');
  await world.logIn('Eddie');
  await browser.press(await browser.open(idp.url), 'Log out everywhere');
  const sp = `${world.url()}/hub/saml/metadata`;
  const sent = browser.visits
    .filter(({ url }) => url.startsWith(idp.url))
    .flatMap((visit) => carriedBy(visit) ?? [])
    .filter((carried) => messageIn(carried).issuer?.value === sp);
  const opened = await openEncrypted(parseXml(response), [readDecryptionKey(await spKeyOf(world))], { rsa15: false });
  const metadata = await (await fetch(`http://localhost:${world.companion().port}/hub/saml/metadata`)).text();
  return { metadata, sent, response: opened.stages.at(-1)?.document.text ?? '' };
}
