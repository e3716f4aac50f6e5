import { keysFor } from '#shared/inspection/trust.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { certificatesUsed } from '../engine/certificates-used.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Of several certificates of the sender, which one signs: a receiver that pinned another one refuses. */
export const certificateOneOfSeveral = defineCheck({
  code: 'certificate-one-of-several',
  rank: 1240,
  owner: 'receiver',
  severity: 'info',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['used'],
  run: (context) => {
    const known = keysFor(context.subject.message, context.knowledge.keys).filter(({ entityId }) => entityId !== null);
    if (known.length < 2) return [];
    return certificatesUsed(context).flatMap(({ certificate, at }) => {
      const others = known.filter((key) => key.certificate.sha256 !== certificate.sha256);
      const facts = {
        others: others
          .slice(0, 3)
          .map((key) => certificateWords(key.certificate))
          .join(', '),
      };
      return others.length === 0 ? [] : [fail('used', { at, received: certificateWords(certificate), facts })];
    });
  },
});
