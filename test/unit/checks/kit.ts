import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { BINDING } from '#shared/saml/names.ts';
import { type Signer, signerOf } from '#test/fixtures/signer.ts';

/** The moment of every test, some seconds after the messages were made. */
export const NOW = Date.parse('2026-01-01T12:00:05Z');
export const IDP = 'https://idp.example/metadata';
export const SP = 'https://sp.example/metadata';
export const ACS = 'https://sp.example/acs';
export const SLO = 'https://sp.example/slo';
export const IDP_SSO = 'https://idp.example/sso';
export const IDP_SLO = 'https://idp.example/slo';

/** Keys of everyone who signs in these tests; each is made afresh. */
export interface Keys {
  readonly idp: Signer;
  readonly sp: Signer;
  readonly stranger: Signer;
  /** Expired before the messages were made. */
  readonly expired: Signer;
  /** Valid for another 10 days. */
  readonly expiring: Signer;
  /** Not valid yet. */
  readonly early: Signer;
  /** Base64 of another certificate for the key of `idp`. */
  readonly renewed: string;
}

const DAY = 86_400_000;

async function make(commonName: string, now: number, days: number): Promise<Signer> {
  const pair = await makeSelfSigned({ commonName, now, days });
  return signerOf(pair.privateKeyPem, pair.certificatePem);
}

/** A new certificate for an old key, made by openssl. */
function renew({ privateKeyPem }: Signer): string {
  const folder = mkdtempSync(join(tmpdir(), 'renew-'));
  try {
    const file = join(folder, 'key.pem');
    writeFileSync(file, privateKeyPem);
    const args = ['req', '-new', '-x509', '-key', file, '-subj', '/CN=renewed', '-days', '365', '-outform', 'DER'];
    return execFileSync('openssl', args).toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let keys: Promise<Keys> | null = null;

/** Makes the keys once for a test file. */
export function testKeys(): Promise<Keys> {
  keys ??= (async () => {
    const [idp, sp, stranger, expired, expiring, early] = await Promise.all([
      make('idp', NOW, 365),
      make('sp', NOW, 365),
      make('stranger', NOW, 365),
      make('expired', NOW - 100 * DAY, 50),
      make('expiring', NOW - 100 * DAY, 110),
      make('early', NOW + 20 * DAY, 365),
    ]);
    return { idp, sp, stranger, expired, expiring, early, renewed: renew(idp) };
  })();
  return keys;
}

/** The connection of these tests, all acceptances off. */
export function connectionOf(signer: Signer, changes: Partial<Connection> = {}): Connection {
  const endpoint = (location: string, binding: string = BINDING.redirect) => ({
    binding,
    location,
    responseLocation: null,
    index: null,
    isDefault: false,
  });
  return {
    idp: {
      entityId: IDP,
      singleSignOn: [endpoint(IDP_SSO)],
      singleLogout: [endpoint(IDP_SLO), endpoint(IDP_SLO, BINDING.post)],
      certificates: [signer.certificate],
    },
    sp: { entityId: SP, acs: ACS, slo: SLO, key: null, certificate: null },
    clockSkew: 180_000,
    maxAge: 3_600_000,
    user: { id: 'NameID', directory: '[CORP]' },
    attributes: [],
    accept: ACCEPT_NOTHING,
    ...changes,
  };
}

export const ACCEPT_NOTHING = {
  unsolicited: false,
  assertionUnsigned: false,
  logoutUnsigned: false,
  sha1: false,
  rsa15: false,
};

/** Base64 of a certificate as metadata has it. */
export function certificateBase64({ certificate }: Signer): string {
  return Buffer.from(certificate.der).toString('base64');
}
