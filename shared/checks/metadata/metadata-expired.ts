import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';

/** validUntil of the document, and of the only entity in it, has not passed. */
export const metadataExpired = defineCheck({
  code: 'metadata-expired',
  rank: 460,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.3.1',
  appliesTo: ['Metadata'],
  variants: ['ok', 'expired', 'unreadable', 'no-clock'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'Metadata' || message.validUntil === null) return [];
    const { state, expected, facts } = judgeEnd(context, message.validUntil);
    const evidence = {
      at: message.element,
      attribute: 'validUntil',
      expected,
      received: message.validUntil.text,
      facts,
    };
    if (state === 'wrong') return [fail('expired', evidence)];
    if (state === 'unreadable') return [fail('unreadable', evidence)];
    return [state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence)];
  },
});
