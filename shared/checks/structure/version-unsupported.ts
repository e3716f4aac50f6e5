import { headsOf } from '#shared/checks/engine/context.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** Version is 2.0, on the message and on each assertion; in the namespaces of SAML 1.1 it is 1.1 or 1.0. */
export const versionUnsupported = defineCheck({
  code: 'version-unsupported',
  rank: 200,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 4.1.3.1',
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'missing', 'other'],
  run: (context) =>
    headsOf(context).map(({ element, version }) => {
      const [attribute, ...right] = isSaml11(element) ? ['MinorVersion', '1.1', '1.0'] : ['Version', '2.0'];
      const evidence = { at: element, attribute, expected: right[0] ?? null, received: version };
      if (version === null) return fail('missing', evidence);
      return right.includes(version) ? pass('ok', evidence) : fail('other', evidence);
    }),
});
