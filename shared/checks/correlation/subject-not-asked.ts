import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/**
 * Where the request names somebody, the answer is about nobody else (saml-core 3.4.1.2, 3.3.4). Names of two formats cannot
 * be compared: many products take the one in the request for a hint only.
 */
export const subjectNotAsked = defineCheck({
  code: 'subject-not-asked',
  rank: 635,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-core 3.4.1.2',
  appliesTo: ['Response'],
  variants: ['ok', 'other'],
  run: ({ subject: { request }, assertions }) => {
    const asked = request?.kind === 'AuthnRequest' ? (request.subject?.nameId ?? null) : null;
    if (asked === null || asked.value.trim() === '') return [];
    return assertions.flatMap(({ subject }) => {
      const came = subject?.nameId ?? null;
      if (came === null || !areComparable(asked, came)) return [];
      const evidence = { at: came.element, expected: asked.value, received: came.value };
      return [isSame(asked.value, came.value) ? pass('ok', evidence) : fail('other', evidence)];
    });
  },
});

/** Of the same format, or none stated and written alike: both an address, or both none. */
function areComparable(asked: NameIdentifier, came: NameIdentifier): boolean {
  if (isStated(asked.format) && isStated(came.format)) return asked.format === came.format;
  const isAddress = [asked, came].map(({ value }) => value.includes('@'));
  return (
    isAddress[0] === isAddress[1] && came.format !== NAMEID_FORMAT.transient && came.format !== NAMEID_FORMAT.persistent
  );
}

function isStated(format: string | null): boolean {
  return format !== null && format !== NAMEID_FORMAT.unspecified;
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
