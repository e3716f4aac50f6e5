import { describe, expect, test } from 'vitest';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { statusName } from '#shared/saml/status-names.ts';

describe('status codes (saml-core 3.2.2.2)', () => {
  test.each(Object.values(STATUS_CODE))('%s has a name, a meaning and somebody who can act', (code) => {
    const name = statusName(code);
    expect(code.endsWith(`:${name?.name}`)).toBe(true);
    expect(name?.meaning).toMatch(/^[a-z].*[a-z]$/);
  });

  test.each(['', 'urn:example:other', '__proto__', 'constructor'])('%j is none of the standard’s', (code) => {
    expect(statusName(code)).toBeNull();
  });
});
