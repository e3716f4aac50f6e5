import type { CheckContext } from '#shared/checks/engine/context.ts';
import { readInstant } from '#shared/saml/read-parts.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { judgeEnd } from '../engine/judge-time.ts';
import { entitiesOf, severityOfOne } from './entities.ts';
import { rolesOf } from './key-certificates.ts';

type Variant = 'ok' | 'expired' | 'part-expired' | 'unreadable' | 'no-clock';

/** validUntil of the document, of each entity in it and of their roles has not passed. */
export const metadataExpired = defineCheck({
  code: 'metadata-expired',
  rank: 460,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.3.1',
  appliesTo: ['Metadata'],
  variants: ['ok', 'expired', 'part-expired', 'unreadable', 'no-clock'],
  run: (context) => {
    const { element } = context.subject.message;
    const parts = entitiesOf(context).flatMap((entity) => [
      entity.element,
      ...rolesOf(entity.element, 'idp'),
      ...rolesOf(entity.element, 'sp'),
    ]);
    const inside = [...new Set(parts)].filter((part) => part !== element);
    return [
      ...judge(context, element, 'expired'),
      ...inside.flatMap((part) => judge(context, part, 'part-expired').filter(({ outcome }) => outcome === 'fail')),
    ];
  },
});

function judge(context: CheckContext, at: XmlElement, late: 'expired' | 'part-expired'): readonly Verdict<Variant>[] {
  const end = readInstant(at, 'validUntil');
  if (end === null) return [];
  const { state, expected, facts } = judgeEnd(context, end);
  const evidence = {
    at,
    attribute: 'validUntil',
    expected,
    received: end.text,
    facts: { ...facts, element: at.localName },
    severity: late === 'expired' ? 'error' : severityOfOne(context),
  } as const;
  if (state === 'wrong') return [fail(late, evidence)];
  if (state === 'unreadable') return [fail('unreadable', evidence)];
  return [state === 'no-clock' ? unknown('no-clock', 'time', evidence) : pass('ok', evidence)];
}
