import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { bindingUri, bindingWords } from './binding-uri.ts';
import { logoutEndpointsOf } from './logout-endpoints.ts';

/** A logout message comes by a binding that the receiver offers at that address. */
export const logoutBindingMismatch = defineCheck({
  code: 'logout-binding-mismatch',
  rank: 560,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-metadata 2.4.2',
  appliesTo: ['LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'other'],
  run: (context) => {
    const { message, wire } = context.subject;
    const used = bindingUri(wire?.binding);
    const here = (logoutEndpointsOf(context) ?? []).filter(
      ({ location, responseLocation }) =>
        message.destination === (message.kind === 'LogoutResponse' ? (responseLocation ?? location) : location),
    );
    if (used === null || here.length === 0) return [];
    const expected = [...new Set(here.map(({ binding }) => bindingWords(binding)))].join(', ');
    const evidence = { at: message.element, expected, received: bindingWords(used), facts: { kind: message.kind } };
    return [here.some(({ binding }) => binding === used) ? pass('ok', evidence) : fail('other', evidence)];
  },
});
