// Written by `npm run checks:list` from the files of the checks. Not to be edited.

import { acsIndexUnregistered } from './addressing/acs-index-unregistered.ts';
import { acsUrlUnregistered } from './addressing/acs-url-unregistered.ts';
import { audienceMismatch } from './addressing/audience-mismatch.ts';
import { destinationMismatch } from './addressing/destination-mismatch.ts';
import { destinationMissing } from './addressing/destination-missing.ts';
import { issuerFormat } from './addressing/issuer-format.ts';
import { issuerMismatch } from './addressing/issuer-mismatch.ts';
import { issuerMissing } from './addressing/issuer-missing.ts';
import { logoutBindingMismatch } from './addressing/logout-binding-mismatch.ts';
import { logoutEndpointMissing } from './addressing/logout-endpoint-missing.ts';
import { logoutToOtherIdp } from './addressing/logout-to-other-idp.ts';
import { protocolBindingMismatch } from './addressing/protocol-binding-mismatch.ts';
import { recipientMismatch } from './addressing/recipient-mismatch.ts';
import { recipientMissing } from './addressing/recipient-missing.ts';
import { redirectUrlLong } from './addressing/redirect-url-long.ts';
import { ssoBindingUnregistered } from './addressing/sso-binding-unregistered.ts';
import { urlInsecure } from './addressing/url-insecure.ts';
import { attributeAwsRole } from './attributes/attribute-aws-role.ts';
import { attributeEmpty } from './attributes/attribute-empty.ts';
import { attributeEncrypted } from './attributes/attribute-encrypted.ts';
import { attributeGroupGuids } from './attributes/attribute-group-guids.ts';
import { attributeGroupOverage } from './attributes/attribute-group-overage.ts';
import { attributeJoinedList } from './attributes/attribute-joined-list.ts';
import { attributeMapNearMiss } from './attributes/attribute-map-near-miss.ts';
import { attributeNamePrototype } from './attributes/attribute-name-prototype.ts';
import { attributeNameRepeated } from './attributes/attribute-name-repeated.ts';
import { attributeNestedNameid } from './attributes/attribute-nested-nameid.ts';
import { attributeRequiredMissing } from './attributes/attribute-required-missing.ts';
import { attributeRoleMissing } from './attributes/attribute-role-missing.ts';
import { attributeStatementMissing } from './attributes/attribute-statement-missing.ts';
import { attributeValueRefused } from './attributes/attribute-value-refused.ts';
import { attributeValueSpaced } from './attributes/attribute-value-spaced.ts';
import { attributeValueUnmapped } from './attributes/attribute-value-unmapped.ts';
import { attributeValuesMany } from './attributes/attribute-values-many.ts';
import { valueHtml } from './attributes/value-html.ts';
import { valueUnprintable } from './attributes/value-unprintable.ts';
import { certificateExpired } from './certificate/certificate-expired.ts';
import { certificateExpiresSoon } from './certificate/certificate-expires-soon.ts';
import { certificateOneOfSeveral } from './certificate/certificate-one-of-several.ts';
import { connectionCertificateOutdated } from './certificate/connection-certificate-outdated.ts';
import { embeddedCertificateDiffers } from './certificate/embedded-certificate-differs.ts';
import { assertionReplayed } from './correlation/assertion-replayed.ts';
import { authnContextNotMet } from './correlation/authn-context-not-met.ts';
import { authnContextWeaker } from './correlation/authn-context-weaker.ts';
import { forceAndPassive } from './correlation/force-and-passive.ts';
import { inResponseToDiffers } from './correlation/in-response-to-differs.ts';
import { inResponseToUnknown } from './correlation/in-response-to-unknown.ts';
import { relayStateEmpty } from './correlation/relay-state-empty.ts';
import { relayStateOpenRedirect } from './correlation/relay-state-open-redirect.ts';
import { relayStateTooLong } from './correlation/relay-state-too-long.ts';
import { requestedContextExact } from './correlation/requested-context-exact.ts';
import { subjectNotAsked } from './correlation/subject-not-asked.ts';
import { unsolicited } from './correlation/unsolicited.ts';
import type { Check } from './engine/define-check.ts';
import { metadataCacheDuration } from './metadata/metadata-cache-duration.ts';
import { metadataCertificateExpired } from './metadata/metadata-certificate-expired.ts';
import { metadataCertificateUnreadable } from './metadata/metadata-certificate-unreadable.ts';
import { metadataCertificatesSeveral } from './metadata/metadata-certificates-several.ts';
import { metadataEncryptionKeyMissing } from './metadata/metadata-encryption-key-missing.ts';
import { metadataEndpointMissing } from './metadata/metadata-endpoint-missing.ts';
import { metadataEntityId } from './metadata/metadata-entity-id.ts';
import { metadataEntityRepeated } from './metadata/metadata-entity-repeated.ts';
import { metadataExpired } from './metadata/metadata-expired.ts';
import { metadataId } from './metadata/metadata-id.ts';
import { metadataIndexDuplicate } from './metadata/metadata-index-duplicate.ts';
import { metadataKeyUse } from './metadata/metadata-key-use.ts';
import { metadataLocation } from './metadata/metadata-location.ts';
import { metadataProtocol } from './metadata/metadata-protocol.ts';
import { metadataSigningKeyMissing } from './metadata/metadata-signing-key-missing.ts';
import { metadataSloBinding } from './metadata/metadata-slo-binding.ts';
import { metadataSloMissing } from './metadata/metadata-slo-missing.ts';
import { metadataValidity } from './metadata/metadata-validity.ts';
import { metadataWhiteSpace } from './metadata/metadata-white-space.ts';
import { trustedMetadataExpired } from './metadata/trusted-metadata-expired.ts';
import { trustedMetadataRole } from './metadata/trusted-metadata-role.ts';
import { trustedMetadataUnusable } from './metadata/trusted-metadata-unusable.ts';
import { assertionSignatureWanted } from './signature/assertion-signature-wanted.ts';
import { canonicalFormEmpty } from './signature/canonical-form-empty.ts';
import { contentReformatted } from './signature/content-reformatted.ts';
import { logoutUnsigned } from './signature/logout-unsigned.ts';
import { redirectParameters } from './signature/redirect-parameters.ts';
import { redirectSignatureReencoded } from './signature/redirect-signature-reencoded.ts';
import { signatureAlgorithmNotOffered } from './signature/signature-algorithm-not-offered.ts';
import { signatureCarriageReturn } from './signature/signature-carriage-return.ts';
import { signatureHmac } from './signature/signature-hmac.ts';
import { signatureInclusiveC14n } from './signature/signature-inclusive-c14n.ts';
import { signatureInvalid } from './signature/signature-invalid.ts';
import { signatureKeyShort } from './signature/signature-key-short.ts';
import { signatureMisplaced } from './signature/signature-misplaced.ts';
import { signatureMissing } from './signature/signature-missing.ts';
import { signatureObject } from './signature/signature-object.ts';
import { signatureOnOne } from './signature/signature-on-one.ts';
import { signatureSeveralSignedInfo } from './signature/signature-several-signed-info.ts';
import { signatureTransforms } from './signature/signature-transforms.ts';
import { signatureUntrusted } from './signature/signature-untrusted.ts';
import { signatureValueComment } from './signature/signature-value-comment.ts';
import { signatureWeak } from './signature/signature-weak.ts';
import { signatureWrapping } from './signature/signature-wrapping.ts';
import { encryptionImpossible } from './status/encryption-impossible.ts';
import { soapFault } from './status/soap-fault.ts';
import { statusNotSuccess } from './status/status-not-success.ts';
import { statusRequestCause } from './status/status-request-cause.ts';
import { statusTopLevel } from './status/status-top-level.ts';
import { artifactEmpty } from './structure/artifact-empty.ts';
import { conditionUnknown } from './structure/condition-unknown.ts';
import { duplicateId } from './structure/duplicate-id.ts';
import { encodingDeviation } from './structure/encoding-deviation.ts';
import { encodingDoubtful } from './structure/encoding-doubtful.ts';
import { encryptedAssertionUnreadable } from './structure/encrypted-assertion-unreadable.ts';
import { encryptedForOtherKey } from './structure/encrypted-for-other-key.ts';
import { encryptedNamespaceOutside } from './structure/encrypted-namespace-outside.ts';
import { encryptedPartClosed } from './structure/encrypted-part-closed.ts';
import { encryptionWeak } from './structure/encryption-weak.ts';
import { idMissing } from './structure/id-missing.ts';
import { messageLarge } from './structure/message-large.ts';
import { nameLowerCase } from './structure/name-lower-case.ts';
import { namespaceWrong } from './structure/namespace-wrong.ts';
import { responseWithoutAssertion } from './structure/response-without-assertion.ts';
import { schemaViolated } from './structure/schema-violated.ts';
import { severalAssertions } from './structure/several-assertions.ts';
import { versionUnsupported } from './structure/version-unsupported.ts';
import { authnStatementMissing } from './subject/authn-statement-missing.ts';
import { bearerNotBefore } from './subject/bearer-not-before.ts';
import { commentInValue } from './subject/comment-in-value.ts';
import { logoutNameidDiffers } from './subject/logout-nameid-differs.ts';
import { nameidCaseDiffers } from './subject/nameid-case-differs.ts';
import { nameidFormatNotOffered } from './subject/nameid-format-not-offered.ts';
import { nameidFormatViolated } from './subject/nameid-format-violated.ts';
import { nameidMissing } from './subject/nameid-missing.ts';
import { nameidPolicyMismatch } from './subject/nameid-policy-mismatch.ts';
import { nameidQualifierForeign } from './subject/nameid-qualifier-foreign.ts';
import { nameidTransient } from './subject/nameid-transient.ts';
import { nameidWhiteSpace } from './subject/nameid-white-space.ts';
import { sessionIndexMissing } from './subject/session-index-missing.ts';
import { subjectAddress } from './subject/subject-address.ts';
import { subjectConfirmationMissing } from './subject/subject-confirmation-missing.ts';
import { subjectsDiffer } from './subject/subjects-differ.ts';
import { assertionLifetimeLong } from './time/assertion-lifetime-long.ts';
import { authnInstant } from './time/authn-instant.ts';
import { clockAhead } from './time/clock-ahead.ts';
import { conditionsExpired } from './time/conditions-expired.ts';
import { conditionsNotBefore } from './time/conditions-not-before.ts';
import { instantWithoutZone } from './time/instant-without-zone.ts';
import { issueInstant } from './time/issue-instant.ts';
import { logoutRequestExpired } from './time/logout-request-expired.ts';
import { sessionNotOnOrAfter } from './time/session-not-on-or-after.ts';
import { sessionShort } from './time/session-short.ts';
import { subjectConfirmationExpired } from './time/subject-confirmation-expired.ts';
import { validityReversed } from './time/validity-reversed.ts';

/** Every check of a message, by rank: a cause before what it can bring about. */
export const ALL_CHECKS: readonly Check[] = [
  acsUrlUnregistered,
  acsIndexUnregistered,
  encryptionImpossible,
  statusRequestCause,
  soapFault,
  nameLowerCase,
  namespaceWrong,
  encodingDoubtful,
  statusNotSuccess,
  artifactEmpty,
  signatureSeveralSignedInfo,
  signatureValueComment,
  signatureObject,
  signatureTransforms,
  canonicalFormEmpty,
  signatureHmac,
  signatureWrapping,
  duplicateId,
  schemaViolated,
  commentInValue,
  redirectParameters,
  attributeNamePrototype,
  versionUnsupported,
  encryptedPartClosed,
  encryptedNamespaceOutside,
  encryptedAssertionUnreadable,
  encryptedForOtherKey,
  signatureMissing,
  assertionSignatureWanted,
  redirectSignatureReencoded,
  contentReformatted,
  signatureInvalid,
  connectionCertificateOutdated,
  embeddedCertificateDiffers,
  logoutToOtherIdp,
  signatureUntrusted,
  signatureKeyShort,
  logoutUnsigned,
  assertionReplayed,
  conditionUnknown,
  validityReversed,
  instantWithoutZone,
  issueInstant,
  conditionsNotBefore,
  conditionsExpired,
  subjectConfirmationExpired,
  sessionNotOnOrAfter,
  logoutRequestExpired,
  metadataId,
  metadataEntityId,
  metadataWhiteSpace,
  metadataExpired,
  metadataCacheDuration,
  trustedMetadataExpired,
  trustedMetadataUnusable,
  trustedMetadataRole,
  issuerMismatch,
  issuerMissing,
  issuerFormat,
  destinationMismatch,
  recipientMismatch,
  audienceMismatch,
  destinationMissing,
  recipientMissing,
  logoutEndpointMissing,
  ssoBindingUnregistered,
  logoutBindingMismatch,
  protocolBindingMismatch,
  unsolicited,
  inResponseToUnknown,
  inResponseToDiffers,
  responseWithoutAssertion,
  encryptionWeak,
  subjectConfirmationMissing,
  subjectNotAsked,
  authnStatementMissing,
  nameidMissing,
  subjectsDiffer,
  nameidWhiteSpace,
  logoutNameidDiffers,
  sessionIndexMissing,
  attributeGroupOverage,
  attributeNameRepeated,
  attributeMapNearMiss,
  attributeRequiredMissing,
  attributeValueRefused,
  attributeAwsRole,
  attributeJoinedList,
  attributeRoleMissing,
  attributeStatementMissing,
  nameidFormatViolated,
  nameidCaseDiffers,
  nameidTransient,
  nameidFormatNotOffered,
  relayStateOpenRedirect,
  urlInsecure,
  valueUnprintable,
  valueHtml,
  bearerNotBefore,
  authnInstant,
  metadataProtocol,
  metadataEndpointMissing,
  metadataLocation,
  metadataIndexDuplicate,
  metadataEntityRepeated,
  metadataCertificateUnreadable,
  metadataSigningKeyMissing,
  metadataKeyUse,
  metadataCertificateExpired,
  idMissing,
  certificateExpired,
  certificateExpiresSoon,
  signatureAlgorithmNotOffered,
  signatureCarriageReturn,
  signatureWeak,
  authnContextNotMet,
  authnContextWeaker,
  forceAndPassive,
  metadataSloMissing,
  metadataSloBinding,
  metadataValidity,
  metadataCertificatesSeveral,
  metadataEncryptionKeyMissing,
  clockAhead,
  signatureOnOne,
  nameidPolicyMismatch,
  nameidQualifierForeign,
  severalAssertions,
  attributeGroupGuids,
  attributeNestedNameid,
  attributeValueUnmapped,
  attributeValuesMany,
  attributeValueSpaced,
  attributeEmpty,
  attributeEncrypted,
  assertionLifetimeLong,
  sessionShort,
  requestedContextExact,
  relayStateEmpty,
  relayStateTooLong,
  redirectUrlLong,
  messageLarge,
  encodingDeviation,
  certificateOneOfSeveral,
  signatureMisplaced,
  signatureInclusiveC14n,
  subjectAddress,
  statusTopLevel,
];
