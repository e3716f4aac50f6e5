import { formatInstant } from '#shared/base/instant.ts';
import type { CertificateFields } from '#shared/crypto/certificate-text.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import type { MetadataCertificate } from '../engine/memo.ts';
import { entitiesOf } from './entities.ts';
import { keyCertificatesOf } from './key-certificates.ts';

const SOON = 30 * 86_400_000;

type Variant = 'ok' | 'expired' | 'all-expired' | 'encryption' | 'not-yet' | 'all-not-yet' | 'soon' | 'no-clock';
type State = 'ok' | 'expired' | 'not-yet' | 'soon';

/**
 * The certificates in metadata are within their dates. Of a key for signing it is an error where none is: many products
 * look at the dates. In a federation, whose members take keys and not certificates from it (saml-metadata-iop 2.5), it is
 * only worth knowing.
 */
export const metadataCertificateExpired = defineCheck({
  code: 'metadata-certificate-expired',
  rank: 910,
  owner: 'publisher',
  severity: 'warning',
  clause: 'RFC 5280 4.1.2.5',
  appliesTo: ['Metadata'],
  variants: ['ok', 'expired', 'all-expired', 'encryption', 'not-yet', 'all-not-yet', 'soon', 'no-clock'],
  run: (context) => {
    const { now } = context.subject;
    const isAlone = entitiesOf(context).length === 1;
    const all = keyCertificatesOf(context).filter(({ reading: { fields } }) => fields !== null);
    return all.map((one): Verdict<Variant> => {
      const { fields } = one.reading;
      const evidence = { at: one.at, owner: one.role, ...datesOf(fields) };
      if (fields === null || now === null) return unknown('no-clock', 'time', evidence);
      const state = stateOf(fields, now);
      if (state === 'ok') return pass('ok', evidence);
      const others = all.filter((other) => isLike(one, other));
      const variant = variantOf(
        one,
        state,
        others.some((other) => !isOut(other, now)),
      );
      const isError = variant === 'all-expired' || variant === 'all-not-yet';
      const received = formatInstant(state === 'not-yet' ? fields.notBefore : fields.notAfter);
      return fail(variant, { ...evidence, received, severity: isAlone ? (isError ? 'error' : 'warning') : 'info' });
    });
  },
});

function datesOf(fields: CertificateFields | null) {
  const certificate = fields === null ? '' : `${fields.subject} (serial number ${fields.serialNumber})`;
  return { received: fields === null ? null : formatInstant(fields.notAfter), facts: { certificate } };
}

function stateOf({ notBefore, notAfter }: CertificateFields, now: number): State {
  if (now > notAfter) return 'expired';
  if (now < notBefore) return 'not-yet';
  return notAfter - now < SOON ? 'soon' : 'ok';
}

function isOut({ reading: { fields } }: MetadataCertificate, now: number): boolean {
  return fields !== null && (now > fields.notAfter || now < fields.notBefore);
}

/** Whether two are for the same: of one entity and role, both for signing or both not. */
function isLike(one: MetadataCertificate, other: MetadataCertificate): boolean {
  return one.entity === other.entity && one.role === other.role && one.isForSigning === other.isForSigning;
}

function variantOf({ isForSigning }: MetadataCertificate, state: State, hasGood: boolean): Variant {
  if (state === 'expired' && !isForSigning) return 'encryption';
  if (state === 'soon' || state === 'ok' || hasGood) return state;
  if (!isForSigning) return 'not-yet';
  return state === 'expired' ? 'all-expired' : 'all-not-yet';
}
