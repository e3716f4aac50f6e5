import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** An ACS index that a request asks for is one of the SP's metadata. */
export const acsIndexUnregistered = defineCheck({
  code: 'acs-index-unregistered',
  rank: 20,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 3.4.1',
  appliesTo: ['AuthnRequest'],
  variants: ['ok', 'missing'],
  run: ({ subject: { message }, parties: { sp } }) => {
    const index = message.kind === 'AuthnRequest' ? message.assertionConsumerServiceIndex : null;
    if (index === null || sp?.sp == null) return [];
    const offered = sp.sp.assertionConsumer.map((endpoint) => endpoint.index ?? 'none');
    const evidence = {
      at: message.element,
      attribute: 'AssertionConsumerServiceIndex',
      expected: offered.join(', '),
      received: index,
    };
    return [offered.includes(index.trim()) ? pass('ok', evidence) : fail('missing', evidence)];
  },
});
