import { MESSAGE_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../define-check.ts';

/** The broken hashes, by the ends of their identifiers (RFC 9231, RFC 6194, RFC 6151). */
const WEAK = /(?:[#-]|^)(?:rsa-|dsa-|ecdsa-|hmac-)?(sha1|md5)(?:-rsa-mgf1)?$/i;

/** No signature rests on SHA-1 or MD5. A connection may accept SHA-1 by name. */
export const signatureWeak = defineCheck({
  code: 'signature-weak',
  severity: 'warning',
  clause: 'RFC 6194',
  appliesTo: MESSAGE_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'weak', 'accepted'],
  run: ({ subject, knowledge }) => {
    const inside = subject.signatures.map(({ element, algorithm, digest }) => ({
      at: element,
      uris: [algorithm, digest],
    }));
    const beside =
      subject.redirectSignature === null
        ? []
        : [{ at: subject.message.element, uris: [subject.redirectSignature.algorithm] }];
    const all = [...inside, ...beside];
    if (all.length === 0) return [pass('ok', { at: subject.message.element })];
    return all.map(({ at, uris }) => {
      const hash = uris.map((uri) => WEAK.exec(uri ?? '')?.[1]?.toUpperCase()).find((found) => found !== undefined);
      if (hash === undefined) return pass('ok', { at });
      const evidence = { at, expected: 'SHA-256 or better', received: hash, facts: { hash } };
      const accepted = hash === 'SHA1' && knowledge.connection?.accept.sha1 === true;
      return accepted ? pass('accepted', evidence) : fail('weak', evidence);
    });
  },
});
