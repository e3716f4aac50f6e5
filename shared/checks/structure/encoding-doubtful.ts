import { defineCheck, fail, pass } from '../engine/define-check.ts';

/**
 * The bytes are one text to every reader: UTF-16 has its byte order mark, nothing has two, and the XML declaration does
 * not name another encoding. We say how it was read; a gate takes no message that another reader must refuse.
 */
export const encodingDoubtful = defineCheck({
  code: 'encoding-doubtful',
  rank: 60,
  owner: 'sender',
  severity: 'warning',
  clause: 'XML 1.0, 4.3.3',
  appliesTo: ['Response', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest', 'Response11'],
  gate: 'if-there',
  variants: ['ok', 'mark-missing', 'mark-again', 'declaration'],
  run: ({ subject: { wire, message } }) => {
    // Text that was pasted or read from a file says nothing of the bytes that were sent.
    const origin = wire?.origin ?? null;
    if (origin === null) return [];
    const at = message.element;
    const { doubt, encoding, declared } = origin;
    if (doubt === null) return [pass('ok', { at })];
    return [fail(doubt, { at, expected: encoding, received: doubt === 'declaration' ? declared : encoding })];
  },
});
