import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** A response that answers no request was begun at the IdP: an SP takes it only if it is set to. */
export const unsolicited = defineCheck({
  code: 'unsolicited',
  rank: 580,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-profiles 4.1.5',
  profile: 'web-sso',
  brings: ['idp-initiated-refused'],
  appliesTo: ['Response'],
  gate: 'must-pass',
  variants: ['solicited', 'accepted', 'not-accepted', 'idp-initiated', 'with-in-response-to'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'Response') return [];
    const evidence = { at: message.element, attribute: 'InResponseTo' };
    if (message.inResponseTo !== null) return [pass('solicited', { ...evidence, received: message.inResponseTo })];
    const named = context.assertions
      .flatMap(({ subject }) => subject?.confirmations ?? [])
      .find(({ data }) => data?.inResponseTo != null);
    if (named?.data != null) {
      return [
        fail('with-in-response-to', {
          at: named.data.element,
          attribute: 'InResponseTo',
          received: named.data.inResponseTo,
        }),
      ];
    }
    const { connection } = context.knowledge;
    if (connection === null) return [fail('idp-initiated', { ...evidence, severity: 'info' })];
    return [connection.accept.unsolicited ? pass('accepted', evidence) : fail('not-accepted', evidence)];
  },
});
