import { defineCheck, fail } from '../engine/define-check.ts';

/** Above this, front ends that bound a form or a session cookie begin to turn logins away. */
const LARGE = 256 * 1024;

/** The message has a size that web servers take. */
export const messageLarge = defineCheck({
  code: 'message-large',
  rank: 1220,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.5.4',
  appliesTo: ['Response', 'Response11', 'LogoutRequest'],
  variants: ['large'],
  run: ({ subject: { document, message } }) => {
    const size = document.text.length;
    if (size <= LARGE) return [];
    return [fail('large', { at: message.element, received: `${Math.round(size / 1024)} KB` })];
  },
});
