import { headsOf } from '#shared/checks/engine/context.ts';
import { idAttributeOf } from '#shared/saml/id-attribute.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { isXmlName } from '../engine/is-xml-name.ts';

/**
 * Every message and assertion has an ID that XML allows: signatures and replays go by it. One that is no name, such as
 * the GUIDs with a first digit that some products send, is read alike by all, so a gate takes it. One with white space
 * around it is another ID to a reader of types, which takes that off, than to one of text: it is refused.
 */
export const idMissing = defineCheck({
  code: 'id-missing',
  rank: 920,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 1.3.4',
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'white-space', 'not-a-name'],
  run: (context) =>
    headsOf(context).map(({ element, id }) => {
      const evidence = {
        at: element,
        attribute: idAttributeOf(element),
        received: id,
        facts: { element: element.localName },
      };
      if (id === null || id === '') return fail('missing', evidence);
      if (/^\s|\s$/.test(id)) return fail('white-space', evidence);
      return isXmlName(id) ? pass('ok', evidence) : fail('not-a-name', { ...evidence, severity: 'warning' });
    }),
});
