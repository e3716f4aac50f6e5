import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the files are. */
export const FOLDER = join(import.meta.dirname, 'files');

/** One message that another product made, and what is to be said of it. */
export interface Vector {
  /** Its file, and that of the certificate (`.pem`) of whoever made it. */
  readonly name: string;
  readonly madeBy: string;
  /** The signatures in the order of the document, each with its verdict: by construction, not by what we found. */
  readonly signatures: readonly string[];
  /** The code of the first error or warning about signatures; null where there is none. */
  readonly fault: string | null;
  /** Whether it has to be opened with `receiver.key`. */
  readonly sealed?: boolean;
}

export const VECTORS: readonly Vector[] = [
  { name: 'xmlsec1-assertion', madeBy: 'xmlsec1', signatures: ['Assertion valid'], fault: null },
  { name: 'xmlsec1-response-p256', madeBy: 'xmlsec1, P-256', signatures: ['Response valid'], fault: null },
  { name: 'xmlsec1-both', madeBy: 'xmlsec1, twice', signatures: ['Response valid', 'Assertion valid'], fault: null },
  { name: 'xmlsec1-sha1', madeBy: 'xmlsec1', signatures: ['Assertion valid'], fault: 'signature-weak' },
  {
    name: 'xmlsec1-changed',
    madeBy: 'xmlsec1, and a hand that changed the NameID',
    signatures: ['Assertion invalid digest-mismatch'],
    fault: 'signature-invalid',
  },
  {
    name: 'xmlsec1-wrapped',
    madeBy: 'xmlsec1, and a hand that put a forged assertion before the signed one',
    signatures: ['Assertion valid'],
    fault: 'signature-wrapping',
  },
  {
    name: 'xmlsec1-sealed',
    madeBy: 'xmlsec1: signed, then encrypted (rsa-oaep-mgf1p, AES-256-CBC)',
    signatures: ['Assertion valid'],
    fault: null,
    sealed: true,
  },
  { name: 'xmldsigjs-response', madeBy: 'xmldsigjs', signatures: ['Response valid'], fault: null },
  { name: 'node-saml-request', madeBy: 'node-saml', signatures: ['AuthnRequest valid'], fault: null },
  { name: 'node-saml-metadata', madeBy: 'node-saml', signatures: ['EntityDescriptor valid'], fault: null },
  { name: 'samlify-response', madeBy: 'samlify', signatures: ['Assertion valid'], fault: null },
  { name: 'samlp-response', madeBy: 'samlp', signatures: ['Response valid', 'Assertion valid'], fault: null },
];

/** The text of a file of the folder. */
export function readVectorFile(name: string, folder = FOLDER): string {
  return readFileSync(join(folder, name), 'utf8');
}
