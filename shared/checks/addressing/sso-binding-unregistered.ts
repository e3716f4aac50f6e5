import type { CheckContext } from '#shared/checks/engine/context.ts';
import { withoutSamlParameters } from '#shared/inspection/url-difference.ts';
import type { Endpoint, Entity } from '#shared/saml/metadata.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { bindingUri, bindingWords } from './binding-uri.ts';

/** A login request comes by a binding that the IdP offers: where it went, or else anywhere. */
export const ssoBindingUnregistered = defineCheck({
  code: 'sso-binding-unregistered',
  rank: 555,
  owner: 'sp',
  severity: 'warning',
  clause: 'saml-metadata 2.4.3',
  appliesTo: ['AuthnRequest'],
  variants: ['ok', 'other', 'none'],
  run: (context) => {
    const { message, wire, receivedUrl } = context.subject;
    const used = bindingUri(wire?.binding);
    const offered = offeredBy(context);
    if (used === null) return [];
    if (offered.length === 0) {
      const facts = { entity: idpOf(context)?.entityId ?? '' };
      return facts.entity === '' ? [] : [fail('none', { at: message.element, received: bindingWords(used), facts })];
    }
    const place = receivedUrl === null ? message.destination : withoutSamlParameters(receivedUrl);
    const here = offered.filter(({ location }) => location === place || location === message.destination);
    const meant = here.length > 0 ? here : offered;
    const expected = [...new Set(meant.map(({ binding }) => bindingWords(binding)))].join(', ');
    const evidence = { at: message.element, expected, received: bindingWords(used) };
    return [meant.some(({ binding }) => binding === used) ? pass('ok', evidence) : fail('other', evidence)];
  },
});

function offeredBy(context: CheckContext): readonly Endpoint[] {
  const { connection } = context.knowledge;
  return connection === null ? (idpOf(context)?.idp?.singleSignOn ?? []) : connection.idp.singleSignOn;
}

/** Where nothing names the IdP, the only one that is known is meant. */
function idpOf({ knowledge: { connection, entities }, parties }: CheckContext): Entity | null {
  if (connection !== null) return null;
  const idps = entities.filter(({ idp }) => idp !== null);
  return parties.idp ?? (idps.length === 1 ? (idps[0] ?? null) : null);
}
