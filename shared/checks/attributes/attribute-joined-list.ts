import { isMeant } from '#shared/mapping/find-attributes.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { isGroupAttribute } from './group-attributes.ts';

/** A distinguished name has commas of its own. */
const DISTINGUISHED_NAME = /^\s*(?:cn|ou|o|dc|uid|c|l|st)\s*=/i;
/** How the parts are joined, the surest sign first. */
const SEPARATORS = [';', '|', ','] as const;
const MAX_LENGTH = 20_000;

/** Groups come one value each. Several in one text can't be told from one whose name has a comma. */
export const attributeJoinedList = defineCheck({
  code: 'attribute-joined-list',
  rank: 730,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: TOKEN_KINDS,
  variants: ['joined'],
  run: ({ attributes, knowledge }) =>
    attributes
      .filter(isGroupAttribute)
      .filter((attribute) => !isSplit(attribute, knowledge.connection?.attributes ?? []))
      .flatMap(({ element, name, values }) => {
        const [only] = values;
        const separator = values.length === 1 && only !== undefined ? separatorOf(only) : null;
        if (separator === null || only === undefined) return [];
        const facts = { name, separator, count: only.split(separator).length };
        return [fail('joined', { at: element, expected: 'one AttributeValue for each', received: only, facts })];
      }),
});

/** Split by a row of the map that asks for it: then it is no surprise. */
function isSplit(attribute: Attribute, rows: readonly AttributeRow[]): boolean {
  return rows.some((row) => row.split !== undefined && isMeant(row, attribute));
}

/** What AWS takes as a role is a pair: the role and the identity provider that may give it, in either order. */
const AWS_PAIR = /^\s*arn:aws[\w-]*:iam::\d*:[^,]{1,300},\s*arn:aws[\w-]*:iam::\d*:[^,]{1,300}$/i;

function separatorOf(value: string): string | null {
  const text = value.slice(0, MAX_LENGTH);
  if (AWS_PAIR.test(text)) return null;
  const candidates = DISTINGUISHED_NAME.test(text) ? SEPARATORS.slice(0, 2) : SEPARATORS;
  return candidates.find((separator) => isList(text.split(separator))) ?? null;
}

/** Several parts, none of them empty but perhaps the last. */
function isList(parts: readonly string[]): boolean {
  const kept = parts.at(-1)?.trim() === '' ? parts.slice(0, -1) : parts;
  return kept.length > 1 && kept.every((part) => part.trim() !== '');
}
