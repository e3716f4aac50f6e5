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

const PAIR =
  /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----\n?|-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/g;

/** A signing key in PKCS#8 and its certificate, both PEM. */
export interface OwnKeys {
  readonly key: string;
  readonly certificate: string;
}

/**
 * The key pair of one name, made at the first start and found again later. Both are in one file, so that there is never
 * one without the other. Of a file with several it is the one that signs.
 *
 * @throws WorkbenchError `key-file-broken` where there is a file without a key pair in it: a new key made in its place
 *   would be one that no partner knows
 */
export async function findOrMakeKeys(folder: string, name: string, clock: Clock): Promise<OwnKeys> {
  const kept = await readPairs(folder, name);
  if (kept !== null) return kept.signing;
  const made = await makeKeys(name, clock);
  await writePairs(folder, name, { head: '', signing: made, other: null });
  return made;
}

/** A new key pair, in no file yet. */
export async function makeKeys(name: string, clock: Clock): Promise<OwnKeys> {
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: name, days: DAYS, now: clock() });
  return { key: privateKeyPem, certificate: certificatePem };
}

/** What one key file holds. */
export interface KeyFile {
  /** What stands before the first key. */
  readonly head: string;
  readonly signing: OwnKeys;
  /** Published beside it, while a key is rolled over. */
  readonly other: OwnKeys | null;
}

/**
 * Reads a key file; null where there is none.
 * @throws WorkbenchError `key-file-broken`
 */
export async function readPairs(folder: string, name: string): Promise<KeyFile | null> {
  const text = await readStateFile(folder, `${name}.pem`);
  return text === null ? null : readKeyFile(text, join(folder, `${name}.pem`));
}

/** Writes a key file, whole or not at all. */
export async function writePairs(folder: string, name: string, { head, signing, other }: KeyFile): Promise<void> {
  const pairs = other === null ? [signing] : [signing, other];
  const blocks = pairs.flatMap(({ key, certificate }) => [key.trimEnd(), certificate.trimEnd()]);
  await writeStateFile(folder, `${name}.pem`, `${head}${blocks.join('\n')}\n`);
}

async function readKeyFile(pem: string, file: string): Promise<KeyFile> {
  const broken = (reason: string) => new KeyError('key-file-broken', { file, reason });
  if (pem.trim() === '') throw broken('it is empty');
  const blocks = [...pem.matchAll(PAIR)].map(([block]) => block);
  const keys = blocks.filter((block) => block.includes('PRIVATE KEY'));
  const certificates = blocks.filter((block) => !block.includes('PRIVATE KEY'));
  const [key, otherKey] = keys;
  const [certificate, otherCertificate] = certificates;
  if (!key) throw broken('it has no whole private key');
  if (!certificate) throw broken('it has no whole certificate');
  if (keys.length !== certificates.length || keys.length > 2)
    throw broken('it has more than two pairs, or a key without its certificate');
  const signing = { key, certificate };
  const other = otherKey && otherCertificate ? { key: otherKey, certificate: otherCertificate } : null;
  try {
    for (const pair of other === null ? [signing] : [signing, other]) {
      await importPrivateKey(pair.key);
      await readCertificate(pair.certificate);
    }
  } catch (error) {
    if (error instanceof WorkbenchError) throw broken(error.message.replace(/\.$/, ''));
    throw error;
  }
  return { head: pem.slice(0, pem.indexOf('-----BEGIN')), signing, other };
}
