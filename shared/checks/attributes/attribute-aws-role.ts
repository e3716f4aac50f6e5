import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';

type Variant = 'ok' | 'provider-missing' | 'role-missing' | 'form' | 'name';

/** The attribute that AWS reads roles from; capitals count. */
const NAME = 'https://aws.amazon.com/SAML/Attributes/Role';
const ROLE = /^arn:aws[\w-]{0,20}:iam::\d{12}:role\/\S{1,600}$/i;
const PROVIDER = /^arn:aws[\w-]{0,20}:iam::\d{12}:saml-provider\/\S{1,200}$/i;

/** A role for AWS is a pair, in either order: the ARN of the role, and that of the identity provider that may give it. */
export const attributeAwsRole = defineCheck({
  code: 'attribute-aws-role',
  rank: 728,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 2.7.3.1.1',
  appliesTo: TOKEN_KINDS,
  variants: ['ok', 'provider-missing', 'role-missing', 'form', 'name'],
  run: ({ attributes }) =>
    attributes
      .filter(({ name }) => name.trim().toLowerCase() === NAME.toLowerCase())
      .flatMap(({ element, name, values }): readonly Verdict<Variant>[] => {
        if (name !== NAME) return [fail('name', { at: element, expected: NAME, received: name })];
        return values.map((value) => {
          const evidence = { at: element, expected: 'the ARNs of a role and of its provider', received: value };
          return judge(value) === 'ok' ? pass('ok', evidence) : fail(judge(value), evidence);
        });
      }),
});

function judge(value: string): Exclude<Variant, 'name'> {
  const parts = value.split(',').map((part) => part.trim());
  const [roles, providers] = [ROLE, PROVIDER].map((form) => parts.filter((part) => form.test(part)).length);
  if (roles === 1 && providers === 1 && parts.length === 2) return 'ok';
  if (roles === 1 && parts.length === 1) return 'provider-missing';
  if (providers === 1 && parts.length === 1) return 'role-missing';
  return 'form';
}
