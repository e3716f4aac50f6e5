import { errorsOf } from '#shared/base/errors.ts';

/** What is given as something to trust is nothing of the kind, or cannot be kept. */
export class TrustError extends errorsOf({
  'trust-unrecognised':
    'This is neither SAML metadata nor a certificate nor a connection file. Give the metadata XML of an entity or a PEM certificate.',
  'connection-file-missing':
    'The connection names the file {file}, which a browser cannot open by itself: choose it together with the connection file.',
  'connection-metadata-address':
    'The connection takes its metadata from {address}: fetch that first, or save it as a file, then give the connection again.',
  'keep-full': 'This browser keeps no more than {limit} characters of knowledge, and this would be too much.',
  'keep-refused': 'This browser keeps nothing for this page (a private window, or its settings).',
}) {}
