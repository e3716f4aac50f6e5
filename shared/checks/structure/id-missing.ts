import { headsOf } from '#shared/checks/engine/context.ts';
import { idAttributeOf } from '#shared/saml/id-attribute.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** An xs:ID in the ASCII part of its range, and whatever lies beyond ASCII (XML Schema 2, 3.3.8). */
const NCNAME = /^[A-Za-z_\u0080-\uffff][\w.\-\u0080-\uffff]*$/;

/** Every message and assertion has an ID that XML allows: signatures and replays go by it. */
export const idMissing = defineCheck({
  code: 'id-missing',
  severity: 'error',
  clause: 'saml-core 1.3.4',
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'not-a-name'],
  run: (context) =>
    headsOf(context).map(({ element, id }) => {
      const evidence = {
        at: element,
        attribute: idAttributeOf(element),
        received: id,
        facts: { element: element.localName },
      };
      if (id === null || id === '') return fail('missing', evidence);
      return NCNAME.test(id) ? pass('ok', evidence) : fail('not-a-name', { ...evidence, severity: 'info' });
    }),
});
