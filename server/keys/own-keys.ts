import { join } from 'node:path';
import { readStateFile, writeStateFile } from '#server/store/state-folder.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { KeyError } from './key-error.ts';
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
 * The key pair of one name, made at the first start and found again later. Both are in one file, so that there is never
 * one without the other.
 *
 * @throws WorkbenchError `key-file-broken` where there is a file without a key pair in it: a new key made in its place
 *   would be one that no partner knows
 */
export async function findOrMakeKeys(folder: string, name: string, clock: Clock): Promise<OwnKeys> {
  const file = `${name}.pem`;
  const kept = await readStateFile(folder, file);
  if (kept !== null) return readPair(kept, join(folder, file));
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: name, days: DAYS, now: clock() });
  await writeStateFile(folder, file, `${privateKeyPem.trimEnd()}\n${certificatePem.trimEnd()}\n`);
  return { key: privateKeyPem, certificate: certificatePem };
}

async function readPair(pem: string, file: string): Promise<OwnKeys> {
  const broken = (reason: string) => new KeyError('key-file-broken', { file, reason });
  if (pem.trim() === '') throw broken('it is empty');
  const key = pem.match(PRIVATE_KEY)?.[0];
  const certificate = pem.match(CERTIFICATE)?.[0];
  if (!key) throw broken('it has no whole private key');
  if (!certificate) throw broken('it has no whole certificate');
  try {
    await importPrivateKey(key);
    await readCertificate(certificate);
  } catch (error) {
    if (error instanceof WorkbenchError) throw broken(error.message.replace(/\.$/, ''));
    throw error;
  }
  return { key, certificate };
}
