import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

const TOP: readonly string[] = [
  STATUS_CODE.success,
  STATUS_CODE.requester,
  STATUS_CODE.responder,
  STATUS_CODE.versionMismatch,
];

/** The outer status code is one of the four that may stand there; some readers know no other. */
export const statusTopLevel = defineCheck({
  code: 'status-top-level',
  rank: 1280,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-core 3.2.2.2',
  appliesTo: ['Response', 'LogoutResponse'],
  variants: ['second-level'],
  run: ({ subject: { message } }) => {
    const status = message.kind === 'Response' || message.kind === 'LogoutResponse' ? message.status : null;
    const [code] = status?.codes ?? [];
    if (status === null || code === undefined || code === '' || TOP.includes(code)) return [];
    return [fail('second-level', { at: status.element, expected: 'Success, Requester or Responder', received: code })];
  },
});
