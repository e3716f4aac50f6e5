import type { CheckContext } from '#shared/checks/engine/context.ts';
import { withValidity } from '#shared/saml/connection/validity.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { readInstant } from '#shared/saml/read-parts.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';

/**
 * Metadata that was given for a party still held when the message came: who keeps to its validUntil has no keys and no
 * addresses of that party any more, and refuses; who cannot read that date may take none of it, or take it for ever.
 */
export const trustedMetadataExpired = defineCheck({
  code: 'trusted-metadata-expired',
  rank: 465,
  owner: 'receiver',
  severity: 'warning',
  clause: 'saml-metadata 2.3.1',
  appliesTo: ['AuthnRequest', 'Response', 'Assertion', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'expired', 'unreadable'],
  owners: { unreadable: 'publisher' },
  run: (context) => {
    const { idp, sp } = context.parties;
    return [
      ...(idp === null ? [] : judge(context, idp, 'IDPSSODescriptor')),
      ...(sp === null ? [] : judge(context, sp, 'SPSSODescriptor')),
    ];
  },
});

type Variant = 'ok' | 'expired' | 'unreadable';

function judge(
  context: CheckContext,
  entity: Entity,
  role: 'IDPSSODescriptor' | 'SPSSODescriptor',
): readonly Verdict<Variant>[] {
  const at = context.subject.message.element;
  // Whose metadata has expired refuses what the other party sends, and nothing of its own.
  const owner = role === 'IDPSSODescriptor' ? 'sp' : 'idp';
  const ends = withValidity(entity, role).flatMap((element) => readInstant(element, 'validUntil') ?? []);
  return ends.flatMap((end): readonly Verdict<Variant>[] => {
    const { state, expected, facts } = judgeEnd(context, end);
    const evidence = { at, expected, received: end.text, facts: { ...facts, entity: entity.entityId } } as const;
    if (state === 'wrong') return [fail('expired', { ...evidence, owner })];
    if (state === 'unreadable') return [fail('unreadable', evidence)];
    return state === 'ok' ? [pass('ok', evidence)] : [];
  });
}
