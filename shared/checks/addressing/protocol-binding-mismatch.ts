import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { bindingUri, bindingWords } from './binding-uri.ts';

/** The response comes by the binding that the request asked for, and that the SP's metadata has at that address. */
export const protocolBindingMismatch = defineCheck({
  code: 'protocol-binding-mismatch',
  rank: 570,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 3.4.1',
  appliesTo: ['Response'],
  variants: ['ok', 'request', 'metadata'],
  run: ({ subject: { message, request, wire }, parties: { sp } }) => {
    const used = bindingUri(wire?.binding);
    if (used === null) return [];
    const evidence = { at: message.element, received: bindingWords(used) };
    const asked = request?.kind === 'AuthnRequest' ? request.protocolBinding : null;
    if (asked !== null && asked !== used) return [fail('request', { ...evidence, expected: bindingWords(asked) })];
    const here = (sp?.sp?.assertionConsumer ?? []).filter(({ location }) => location === message.destination);
    if (here.length === 0) return asked === null ? [] : [pass('ok', evidence)];
    if (here.some(({ binding }) => binding === used)) return [pass('ok', evidence)];
    const expected = here.map(({ binding }) => bindingWords(binding)).join(', ');
    return [fail('metadata', { ...evidence, expected })];
  },
});
