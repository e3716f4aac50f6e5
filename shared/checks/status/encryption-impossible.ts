import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import { defineCheck, fail, unknown } from '../engine/define-check.ts';

/** What products say that could not encrypt, in their languages. */
const OF_ENCRYPTION =
  /\b(?:(?:un|non)?encrypt\w*|encipher\w*|verschl(?:ü|ue)ssel\w*|chiffr\w*|cifra\w*|criptogra\w*|crittogra\w*|versleutel\w*|krypter\w*|szyfrow\w*)|шифров|暗号|加密|암호화/iu;

/**
 * An IdP that says that it cannot encrypt lacks a key to encrypt with: the SP's metadata tells whether there is one. It is
 * not asked of an answer that is a success.
 */
export const encryptionImpossible = defineCheck({
  code: 'encryption-impossible',
  rank: 25,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-metadata 2.4.1.1',
  brings: ['status-not-success'],
  appliesTo: ['Response'],
  variants: ['no-key', 'no-metadata'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'Response' || message.status === null || isSuccess(message.status)) return [];
    const said = [message.status.message, message.status.detail].filter((text) => text !== null).join(' ');
    if (!OF_ENCRYPTION.test(said)) return [];
    const sp = spOf(context);
    const evidence = { at: message.status.element, received: said.slice(0, 200) };
    if (sp === null) return [unknown('no-metadata', 'metadata', evidence)];
    const hasKey = sp.sp?.keys.some(({ use }) => use !== 'signing') === true;
    return hasKey ? [] : [fail('no-key', { ...evidence, facts: { sp: sp.entityId } })];
  },
});

/** The metadata of the SP that the answer is for: by name, or the one whose address it goes to, or the only one. */
function spOf({ knowledge: { entities }, parties, subject: { message } }: CheckContext): Entity | null {
  const sps = entities.filter(({ sp }) => sp !== null);
  const byAddress = sps.find(({ sp }) =>
    sp?.assertionConsumer.some(({ location }) => location === message.destination),
  );
  return parties.sp ?? byAddress ?? (sps.length === 1 ? (sps[0] ?? null) : null);
}
