import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { findAttribute } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';

type Variant = 'ok' | 'element' | 'type';

/**
 * Every condition is one that the standard defines. Whether another holds nobody here can say, and then the whole
 * assertion is neither valid nor invalid but indeterminate: nothing may be made of it (saml-core 2.5.1.1).
 */
export const conditionUnknown = defineCheck({
  code: 'condition-unknown',
  rank: 360,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 2.5.1.1',
  appliesTo: TOKEN_KINDS,
  gate: 'if-there',
  variants: ['ok', 'element', 'type'],
  run: ({ assertions }) =>
    assertions.flatMap(({ conditions }): readonly Verdict<Variant>[] => {
      if (conditions === null) return [];
      if (conditions.others.length === 0) return [pass('ok', { at: conditions.element })];
      return conditions.others.map(judge);
    }),
});

function judge(at: XmlElement): Verdict<Variant> {
  const type = findAttribute(at, NAMESPACE.schemaInstance, 'type')?.value;
  if (type !== undefined) return fail('type', { at, received: type, facts: { element: at.name } });
  return fail('element', { at, received: at.name, facts: { namespace: at.namespace || 'none' } });
}
