import { defineCheck, fail } from '../engine/define-check.ts';

/** Microsoft IIS refuses longer query strings by default (404.15); most other servers take 8 KB. */
const IIS = 2048;
const OTHERS = 8000;

/** A redirect's URL is short enough for servers. */
export const redirectUrlLong = defineCheck({
  code: 'redirect-url-long',
  rank: 1210,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.1',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['long', 'too-long'],
  run: ({ subject: { wire, receivedUrl, message } }) => {
    if (wire?.binding !== 'redirect' || receivedUrl === null) return [];
    const { length } = receivedUrl;
    const evidence = { at: message.element, received: `${length} characters` };
    if (length > OTHERS) return [fail('too-long', { ...evidence, severity: 'warning' })];
    return length > IIS ? [fail('long', evidence)] : [];
  },
});
