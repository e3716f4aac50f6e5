import { defineCheck, fail } from '../engine/define-check.ts';
import { ADDRESS_VARIANTS, judgeAddress } from './judge-address.ts';

/** The request asks for an answer at a URL that the SP's metadata has: an IdP answers nowhere else. */
export const acsUrlUnregistered = defineCheck({
  code: 'acs-url-unregistered',
  rank: 10,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 3.4.1',
  appliesTo: ['AuthnRequest'],
  variants: [...ADDRESS_VARIANTS, 'url-and-index'],
  run: ({ subject: { message }, expected, knowledge }) => {
    if (message.kind !== 'AuthnRequest') return [];
    const url = message.assertionConsumerServiceUrl;
    const index = message.assertionConsumerServiceIndex;
    const evidence = { at: message.element, attribute: 'AssertionConsumerServiceURL' };
    if (url === null) return [];
    if (index !== null) return [fail('url-and-index', { ...evidence, received: index, severity: 'warning' })];
    const own = knowledge.entities.find(({ entityId, sp }) => sp !== null && entityId === message.issuer?.value);
    const registered = own?.sp?.assertionConsumer.map(({ location }) => location);
    return [judgeAddress(registered ?? expected.sp?.assertionConsumers ?? [], url, evidence)];
  },
});
