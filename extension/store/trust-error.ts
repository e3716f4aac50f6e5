import { errorsOf } from '#shared/base/errors.ts';

/** What is given as something to trust is nothing of the kind. */
export class TrustError extends errorsOf({
  'trust-unrecognised':
    'This is neither SAML metadata nor a certificate. Give the metadata XML of an entity or a PEM certificate.',
}) {}
