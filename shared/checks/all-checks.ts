import { acsUrlUnregistered } from './addressing/acs-url-unregistered.ts';
import { audienceMismatch } from './addressing/audience-mismatch.ts';
import { destinationMismatch } from './addressing/destination-mismatch.ts';
import { destinationMissing } from './addressing/destination-missing.ts';
import { issuerFormat } from './addressing/issuer-format.ts';
import { issuerMismatch } from './addressing/issuer-mismatch.ts';
import { issuerMissing } from './addressing/issuer-missing.ts';
import { recipientMismatch } from './addressing/recipient-mismatch.ts';
import { recipientMissing } from './addressing/recipient-missing.ts';
import { attributeGroupGuids } from './attributes/attribute-group-guids.ts';
import { attributeGroupOverage } from './attributes/attribute-group-overage.ts';
import { attributeJoinedList } from './attributes/attribute-joined-list.ts';
import { attributeRequiredMissing } from './attributes/attribute-required-missing.ts';
import { certificateExpired } from './certificate/certificate-expired.ts';
import { certificateExpiresSoon } from './certificate/certificate-expires-soon.ts';
import { embeddedCertificateDiffers } from './certificate/embedded-certificate-differs.ts';
import type { Check } from './define-check.ts';
import { assertionReplayed } from './flow/assertion-replayed.ts';
import { authnContextNotMet } from './flow/authn-context-not-met.ts';
import { inResponseToDiffers } from './flow/in-response-to-differs.ts';
import { inResponseToUnknown } from './flow/in-response-to-unknown.ts';
import { relayStateTooLong } from './flow/relay-state-too-long.ts';
import { unsolicited } from './flow/unsolicited.ts';
import { metadataCertificateExpired } from './metadata/metadata-certificate-expired.ts';
import { metadataExpired } from './metadata/metadata-expired.ts';
import { metadataSigningKeyMissing } from './metadata/metadata-signing-key-missing.ts';
import { metadataSloMissing } from './metadata/metadata-slo-missing.ts';
import { logoutUnsigned } from './signature/logout-unsigned.ts';
import { redirectParameters } from './signature/redirect-parameters.ts';
import { signatureInvalid } from './signature/signature-invalid.ts';
import { signatureMissing } from './signature/signature-missing.ts';
import { signatureUntrusted } from './signature/signature-untrusted.ts';
import { signatureWeak } from './signature/signature-weak.ts';
import { signatureWrapping } from './signature/signature-wrapping.ts';
import { statusNotSuccess } from './status/status-not-success.ts';
import { duplicateId } from './structure/duplicate-id.ts';
import { encryptedAssertionUnreadable } from './structure/encrypted-assertion-unreadable.ts';
import { idMissing } from './structure/id-missing.ts';
import { responseWithoutAssertion } from './structure/response-without-assertion.ts';
import { severalAssertions } from './structure/several-assertions.ts';
import { versionUnsupported } from './structure/version-unsupported.ts';
import { authnStatementMissing } from './subject/authn-statement-missing.ts';
import { bearerNotBefore } from './subject/bearer-not-before.ts';
import { commentInValue } from './subject/comment-in-value.ts';
import { logoutNameidDiffers } from './subject/logout-nameid-differs.ts';
import { nameidMissing } from './subject/nameid-missing.ts';
import { nameidPolicyMismatch } from './subject/nameid-policy-mismatch.ts';
import { nameidTransient } from './subject/nameid-transient.ts';
import { sessionIndexMissing } from './subject/session-index-missing.ts';
import { subjectConfirmationMissing } from './subject/subject-confirmation-missing.ts';
import { authnInstant } from './time/authn-instant.ts';
import { conditionsExpired } from './time/conditions-expired.ts';
import { conditionsNotBefore } from './time/conditions-not-before.ts';
import { issueInstant } from './time/issue-instant.ts';
import { logoutRequestExpired } from './time/logout-request-expired.ts';
import { sessionNotOnOrAfter } from './time/session-not-on-or-after.ts';
import { subjectConfirmationExpired } from './time/subject-confirmation-expired.ts';

/** Every check there is. Order here means nothing: `rank.ts` orders what they find. */
export const ALL_CHECKS: readonly Check[] = [
  statusNotSuccess,
  logoutUnsigned,
  redirectParameters,
  signatureInvalid,
  signatureMissing,
  signatureUntrusted,
  signatureWeak,
  signatureWrapping,
  duplicateId,
  encryptedAssertionUnreadable,
  idMissing,
  responseWithoutAssertion,
  severalAssertions,
  versionUnsupported,
  authnInstant,
  conditionsExpired,
  conditionsNotBefore,
  issueInstant,
  logoutRequestExpired,
  sessionNotOnOrAfter,
  subjectConfirmationExpired,
  acsUrlUnregistered,
  audienceMismatch,
  destinationMismatch,
  destinationMissing,
  issuerFormat,
  issuerMismatch,
  issuerMissing,
  recipientMismatch,
  recipientMissing,
  assertionReplayed,
  authnContextNotMet,
  inResponseToDiffers,
  inResponseToUnknown,
  relayStateTooLong,
  unsolicited,
  authnStatementMissing,
  bearerNotBefore,
  commentInValue,
  logoutNameidDiffers,
  nameidMissing,
  nameidPolicyMismatch,
  nameidTransient,
  sessionIndexMissing,
  subjectConfirmationMissing,
  attributeGroupGuids,
  attributeGroupOverage,
  attributeJoinedList,
  attributeRequiredMissing,
  certificateExpired,
  certificateExpiresSoon,
  embeddedCertificateDiffers,
  metadataCertificateExpired,
  metadataExpired,
  metadataSigningKeyMissing,
  metadataSloMissing,
];

const BY_CODE: ReadonlyMap<string, Check> = new Map(ALL_CHECKS.map((check) => [check.code, check]));

/** The check of a finding; undefined for a code that none has. */
export function checkOf(code: string): Check | undefined {
  return BY_CODE.get(code);
}
