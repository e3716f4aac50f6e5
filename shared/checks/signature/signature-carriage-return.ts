import { NAMESPACE } from '#shared/saml/names.ts';
import { descendants, textOf } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { SIGNABLE_KINDS } from './loose-parts.ts';

/** Where a signature has base64. */
const VALUES: ReadonlySet<string> = new Set(['SignatureValue', 'DigestValue', 'X509Certificate', 'Modulus']);

/**
 * The base64 of a signature has no carriage returns. Java writes lines of 76 characters with them, and XML writes one as
 * `&#13;` (c14n 2.3): it is white space, and the signature holds, but many a library does not step over it.
 */
export const signatureCarriageReturn = defineCheck({
  code: 'signature-carriage-return',
  rank: 955,
  owner: 'sender',
  severity: 'info',
  clause: 'xmlschema-2 3.2.16',
  appliesTo: SIGNABLE_KINDS,
  variants: ['reference'],
  run: ({ subject: { signatures, document } }) => {
    // A line end of the file itself is none any more when it was parsed (XML 1.0, 2.11).
    if (!/&#(?:13|[xX]0*[dD]);/.test(document.text)) return [];
    const found = signatures.flatMap(({ element }) =>
      [...descendants(element)].filter(
        (each) => each.namespace === NAMESPACE.signature && VALUES.has(each.localName) && textOf(each).includes('\r'),
      ),
    );
    const [at] = found;
    if (at === undefined) return [];
    const names = [...new Set(found.map(({ localName }) => localName))].join(' and ');
    return [fail('reference', { at, received: '&#13;', facts: { names } })];
  },
});
