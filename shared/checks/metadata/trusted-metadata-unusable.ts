import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { CertificateMistake } from '#shared/crypto/certificate-text.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { readKeyDescriptors } from '#shared/saml/read-keys.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';
import { certificatesOf, rolesOf } from './key-certificates.ts';
import { silentRoles } from './role-protocols.ts';

type Variant = 'ok' | 'protocol-missing' | 'protocol-misspelt' | 'protocol-older' | 'no-key' | 'certificate';

/**
 * Metadata that was given for the sender is of use to whoever gets the message: it says that the sender speaks SAML 2.0, and
 * has a key to verify it with. Otherwise the receiver knows nobody of that name, or not by what to know them.
 */
export const trustedMetadataUnusable = defineCheck({
  code: 'trusted-metadata-unusable',
  rank: 466,
  owner: 'publisher',
  severity: 'warning',
  clause: 'saml-metadata 2.4.1, 2.4.1.1',
  appliesTo: ['AuthnRequest', 'Response', 'Assertion', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'protocol-missing', 'protocol-misspelt', 'protocol-older', 'no-key', 'certificate'],
  run: (context) => {
    const { message } = context.subject;
    const side = message.kind === 'AuthnRequest' ? 'sp' : (context.expected.sender ?? 'idp');
    const entity = context.parties[side];
    if (entity === null || message.issuer?.value !== entity.entityId) return [];
    const at = message.element;
    const facts = { entity: entity.entityId, role: side === 'idp' ? 'IDPSSODescriptor' : 'SPSSODescriptor' };
    const [silent] = silentRoles(entity, side);
    if (silent !== undefined) {
      const variant = `protocol-${silent.mistake === 'other' ? 'older' : silent.mistake}` as const;
      return [fail(variant, { at, expected: NAMESPACE.protocol, received: silent.said, facts })];
    }
    return isSigned(context) ? [judgeKeys(entity, side, { at, facts })] : [];
  },
});

function isSigned({ subject: { signatures, redirectSignature } }: CheckContext): boolean {
  return redirectSignature !== null || signatures.length > 0;
}

function judgeKeys(entity: Entity, side: 'idp' | 'sp', evidence: Parameters<typeof pass>[1]): Verdict<Variant> {
  const certificates = certificatesOf(entity).filter(({ role, isForSigning }) => role === side && isForSigning);
  if (certificates.some(({ reading }) => reading.fields !== null || reading.mistake === null))
    return pass('ok', evidence);
  const mistake = certificates[0]?.reading.mistake ?? null;
  if (mistake !== null) return fail('certificate', { ...evidence, facts: { ...evidence.facts, held: HELD[mistake] } });
  // A bare key or a name is what a federation with certificate authorities of its own gives.
  const others = rolesOf(entity.element, side).flatMap(readKeyDescriptors);
  const isNamed = others.some(
    ({ use, keyNames, hasKeyValue }) => use !== 'encryption' && (hasKeyValue || keyNames.length > 0),
  );
  return isNamed ? pass('ok', evidence) : fail('no-key', evidence);
}

/** What stands where the certificate belongs. */
const HELD: Readonly<Record<CertificateMistake, string>> = {
  empty: 'nothing',
  path: 'the path of a file',
  'private-key': 'a private key',
  'public-key': 'a bare public key',
  request: 'a request for a certificate',
  bundle: 'a bundle (PKCS #7)',
  several: 'several certificates put together',
  pem: 'a PEM header around it',
  twice: 'its base64, encoded once more',
  'not-base64': 'no base64',
  cut: 'a certificate that was cut',
  trailing: 'more than a certificate',
  other: 'something else',
};
