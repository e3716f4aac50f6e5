import { readStateFile, writeStateFile } from '#server/store/state-folder.ts';
import type { Clock } from '#shared/base/clock.ts';
import { makeSelfSigned } from './make-key-pair.ts';

/** Ten years: an SP's certificate is trusted because the IdP was given it, not because of its dates. */
const DAYS = 3650;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/;
const PRIVATE_KEY = /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----\n?/;

/** A signing key in PKCS#8 and its certificate, both PEM. */
export interface OwnKeys {
  readonly key: string;
  readonly certificate: string;
}

/**
 * The key pair of one name, made at the first start and found again later.
 * Both are in one file, so that there is never one without the other.
 */
export async function findOrMakeKeys(folder: string, name: string, clock: Clock): Promise<OwnKeys> {
  const file = `${name}.pem`;
  const kept = readPair(await readStateFile(folder, file));
  if (kept) return kept;
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: name, days: DAYS, now: clock() });
  await writeStateFile(folder, file, `${privateKeyPem.trimEnd()}\n${certificatePem.trimEnd()}\n`);
  return { key: privateKeyPem, certificate: certificatePem };
}

function readPair(pem: string | null): OwnKeys | null {
  const key = pem?.match(PRIVATE_KEY)?.[0];
  const certificate = pem?.match(CERTIFICATE)?.[0];
  return key && certificate ? { key, certificate } : null;
}
