import { weakHashOf } from '#shared/crypto/algorithms.ts';
import { MESSAGE_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** No signature rests on SHA-1 or MD5. A connection may accept SHA-1 by name. */
export const signatureWeak = defineCheck({
  code: 'signature-weak',
  rank: 960,
  owner: 'sender',
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
      const hash = uris.map((uri) => (uri === null ? null : weakHashOf(uri))).find((found) => found !== null);
      if (hash == null) return pass('ok', { at });
      const evidence = { at, expected: 'SHA-256 or better', received: hash, facts: { hash } };
      const accepted = hash === 'SHA1' && knowledge.connection?.accept.sha1 === true;
      return accepted ? pass('accepted', evidence) : fail('weak', evidence);
    });
  },
});
