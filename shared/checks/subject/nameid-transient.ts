import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** A transient NameID is another one at every login: right for logout, wrong as a user's key. */
export const nameidTransient = defineCheck({
  code: 'nameid-transient',
  rank: 780,
  owner: 'idp',
  severity: 'info',
  clause: 'saml-core 8.3.8',
  appliesTo: ['Response', 'Assertion'],
  variants: ['transient', 'used-as-user'],
  run: ({ assertions, knowledge }) =>
    assertions.flatMap(({ subject }) => {
      const nameId = subject?.nameId ?? null;
      if (nameId === null || nameId.format !== NAMEID_FORMAT.transient) return [];
      const evidence = { at: nameId.element, received: nameId.value };
      const isUser = knowledge.connection?.user.id === 'NameID';
      return [isUser ? fail('used-as-user', { ...evidence, severity: 'warning' }) : fail('transient', evidence)];
    }),
});
