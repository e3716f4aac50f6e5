import { idpAt } from '#shared/inspection/party-metadata.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { loginsBefore } from '../engine/login-of.ts';

/** With several IdPs a logout goes to the one that logged the user in. */
export const logoutToOtherIdp = defineCheck({
  code: 'logout-to-other-idp',
  rank: 310,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-profiles 4.4.3.1',
  appliesTo: ['LogoutRequest'],
  variants: ['ok', 'other'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'LogoutRequest' || context.expected.sender === 'idp') return [];
    const addressed = idpAt(context.knowledge.entities, message.destination);
    const login = loginsBefore(context, message).find(
      ({ subject }) => subject?.nameId?.value === message.nameId?.value,
    );
    const issuer = login?.issuer?.value ?? null;
    if (addressed === null || issuer === null || message.nameId === null) return [];
    const evidence = { at: message.element, attribute: 'Destination', expected: issuer, received: addressed.entityId };
    return [issuer === addressed.entityId ? pass('ok', evidence) : fail('other', evidence)];
  },
});
