import { durationWords } from '#shared/base/duration-words.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Metadata that somebody stole or that was withdrawn is trusted until then. */
const FAR = 400 * 86_400_000;

/** An aggregate says until when it holds, and not for years ahead. */
export const metadataValidity = defineCheck({
  code: 'metadata-validity',
  rank: 1020,
  owner: 'publisher',
  severity: 'info',
  clause: 'saml-metadata 2.3.1',
  appliesTo: ['Metadata'],
  variants: ['open', 'far'],
  run: ({ subject: { message, now } }) => {
    if (message.kind !== 'Metadata') return [];
    const at = message.element;
    const end = message.validUntil?.time ?? null;
    if (message.validUntil === null)
      return message.entities.length > 1 ? [fail('open', { at, severity: 'warning' })] : [];
    if (end === null || now === null || end - now < FAR) return [];
    const facts = { left: durationWords(end - now) };
    return [fail('far', { at, attribute: 'validUntil', received: message.validUntil.text, facts })];
  },
});
