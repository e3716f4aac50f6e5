import { record } from '#server/audit/record.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { actionsAt, type KeyAction, type KeyRing, readKeyRing, rollKey } from '#server/keys/key-ring.ts';
import type { Actor, AuditAction } from '#shared/api/audit.ts';
import type { ConnectionKeys } from '#shared/api/keys.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { spCertificates } from '#shared/saml/connection/sp-keys.ts';
import type { RegisteredConnection } from './registered-connection.ts';
import type { ConnectionRegistry } from './registry.ts';

/** A step of a rollover, as somebody who looked at the keys wants it. */
export interface WantedKeyStep {
  readonly action: KeyAction;
  /** SHA-256 of the certificate that signed then. */
  readonly signing: string;
}

const DEEDS: Readonly<Record<KeyAction, AuditAction>> = {
  publish: 'sp-key-made',
  switch: 'sp-key-used',
  retire: 'sp-key-removed',
  withdraw: 'sp-key-removed',
};

const WORDS: Readonly<Record<KeyAction, string>> = {
  publish:
    'Make the next key and publish it in the SP metadata. It decrypts from now on; the present one goes on signing. Then give the identity provider the metadata, and wait until it has taken it.',
  switch:
    'Sign with the next key, and have the identity provider encrypt for it. The old one stays published and decrypts. Then wait until the identity provider has taken the metadata again.',
  retire: 'Remove the old key. What is still encrypted for it cannot be opened any more.',
  withdraw: 'Take the next key back: nothing was signed with it.',
};

/**
 * Takes a step of the rollover of a connection's key and puts the connection to work with it: the next request finds
 * it, and nobody is logged out.
 *
 * @throws WorkbenchError `key-configured`, `key-not-needed`, `key-step-wrong`, `key-step-stale`, and what loading the connection throws
 */
export async function rollConnectionKey(
  registry: ConnectionRegistry,
  actor: Actor,
  { prefix, service }: RegisteredConnection,
  { action, signing }: WantedKeyStep,
): Promise<ConnectionKeys> {
  const { environment, stateFolder } = registry;
  if (service?.settings.keysIn === 'files') throw new KeyError('key-configured', { name: prefix });
  if (service?.settings.keysIn === 'nowhere') throw new KeyError('key-not-needed', { name: prefix });
  return registry.exclusively(async () => {
    const before = await readKeyRing(stateFolder, prefix, environment.clock);
    if ((await fingerprint(before.signing.certificate)) !== signing)
      throw new KeyError('key-step-stale', { name: prefix });
    const ring = await rollKey(stateFolder, prefix, action, environment.clock);
    await registry.reload(prefix);
    const key = await fingerprint(concerned(action, before, ring));
    await record(environment, { actor, action: DEEDS[action], subject: prefix, facts: { connection: prefix, key } });
    return tellRing(ring);
  });
}

/** The certificate of the key that was made, is used now, or is gone. */
function concerned(action: KeyAction, before: KeyRing, after: KeyRing): string {
  if (action === 'switch') return after.signing.certificate;
  return (action === 'publish' ? after.other : before.other)?.certificate ?? '';
}

/** The keys of a connection as they are now. @throws WorkbenchError where the key file is broken */
export async function tellKeys(
  { stateFolder, environment }: ConnectionRegistry,
  { prefix, service }: RegisteredConnection,
): Promise<ConnectionKeys> {
  if (service?.settings.keysIn === 'nowhere')
    return { source: 'none', step: 'steady', since: null, keys: [], actions: [] };
  if (service?.settings.keysIn !== 'files') return tellRing(await readKeyRing(stateFolder, prefix, environment.clock));
  const certificates = spCertificates(service.settings.connection.sp);
  const keys = certificates.map((pem, index) => tellKey(pem, index === 0 ? 'signing' : 'other'));
  return { source: 'configuration', step: 'steady', since: null, keys: await Promise.all(keys), actions: [] };
}

async function tellRing({ step, since, signing, other }: KeyRing): Promise<ConnectionKeys> {
  const role = step === 'switched' ? 'old' : 'next';
  const keys = [tellKey(signing.certificate, 'signing'), ...(other === null ? [] : [tellKey(other.certificate, role)])];
  const actions = actionsAt(step).map((action) => ({ action, words: WORDS[action] }));
  return { source: 'state', step, since, keys: await Promise.all(keys), actions };
}

async function tellKey(
  pem: string,
  role: ConnectionKeys['keys'][number]['role'],
): Promise<ConnectionKeys['keys'][number]> {
  const { subject, sha256, keyType, keyBits, notBefore, notAfter } = await readCertificate(pem);
  return { role, certificate: pem, subject, sha256, type: keyType, bits: keyBits, notBefore, notAfter };
}

async function fingerprint(pem: string): Promise<string> {
  return (await readCertificate(pem)).sha256;
}
