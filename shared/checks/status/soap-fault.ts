import { defineCheck, fail } from '../engine/define-check.ts';

/** In the place of an answer there is a SOAP fault: the request did not get to SAML, or failed there. */
export const soapFault = defineCheck({
  code: 'soap-fault',
  rank: 40,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-bindings 3.2.3.3',
  appliesTo: ['SoapFault'],
  variants: ['fault'],
  run: ({ subject: { message } }) => {
    const status = 'status' in message ? message.status : null;
    const words = status?.message ?? status?.detail ?? null;
    const facts = { said: words === null ? '' : ` It says: ${words}` };
    return [fail('fault', { at: message.element, received: status?.codes.join(' / ') || null, facts })];
  },
});
