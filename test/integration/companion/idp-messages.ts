import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';
import { type RedirectMessage, type RedirectSigner, writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import type { CompanionWorld } from './companion-world.ts';

/** Whom a logout message is about, as a Response said it. */
export interface Subject {
  readonly nameId: {
    value: string;
    format: string | null;
    nameQualifier: string | null;
    spNameQualifier: string | null;
  };
  readonly sessionIndex: string;
}

/** Reads the subject out of the Response that a browser posted. */
export function subjectOf(response: string): Subject {
  const [, attributes = '', value = ''] = /<saml:NameID\b([^>]*)>([^<]*)/.exec(response) ?? [];
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
  return {
    nameId: {
      value,
      format: attribute('Format'),
      nameQualifier: attribute(' NameQualifier') ?? attribute('NameQualifier'),
      spNameQualifier: attribute('SPNameQualifier'),
    },
    sessionIndex: /SessionIndex="([^"]*)"/.exec(response)?.[1] ?? '',
  };
}

/** What the IdP signs redirects with. */
export async function idpRedirectSigner({ folder }: CompanionWorld): Promise<RedirectSigner> {
  const privateKey = await importPrivateKey(await readFile(join(folder, 'idp', 'test-idp.pem'), 'utf8'));
  return { algorithm: URI.rsaSha256, sign: (octets) => signOctets(octets, privateKey, URI.rsaSha256) };
}

let count = 0;

/** A LogoutRequest of the IdP's for the companion; every part can be another. */
export function idpLogoutRequest(
  world: CompanionWorld,
  { nameId, sessionIndex }: Subject,
  changes: Partial<Parameters<typeof writeLogoutRequest>[0]> = {},
): string {
  count += 1;
  return writeLogoutRequest({
    id: `_idp-request-${count}`,
    issueInstant: Date.now(),
    issuer: world.idp.entityId,
    destination: `${world.url()}/hub/saml/slo`,
    nameId,
    sessionIndexes: [sessionIndex],
    ...changes,
  });
}

/** A LogoutResponse of the IdP's for the companion. */
export function idpLogoutResponse(
  world: CompanionWorld,
  changes: Pick<Parameters<typeof writeLogoutResponse>[0], 'inResponseTo' | 'statusCodes'> &
    Partial<Parameters<typeof writeLogoutResponse>[0]>,
): string {
  count += 1;
  return writeLogoutResponse({
    id: `_idp-answer-${count}`,
    issueInstant: Date.now(),
    issuer: world.idp.entityId,
    destination: `${world.url()}/hub/saml/slo`,
    ...changes,
  });
}

/** The address that carries a message to the companion by redirect, signed by the IdP unless told otherwise. */
export async function sloUrl(world: CompanionWorld, message: RedirectMessage): Promise<string> {
  const signer = message.signer === undefined ? await idpRedirectSigner(world) : message.signer;
  return `${world.url()}/hub/saml/slo?${await writeRedirectQuery({ ...message, signer })}`;
}
