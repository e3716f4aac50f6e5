import { describe, expect, test } from 'vitest';
import { otherForms } from '#shared/crypto/explain-redirect.ts';

const QUERY = 'SAMLRequest=a%2Bb%3D&RelayState=x%20(y)%2Fz&SigAlg=http%3A%2F%2Fa%23b';
const textsOf = (query: string) => otherForms(query).map(({ form, text }) => `${form}: ${text}`);

describe('the other forms of a signed query', () => {
  test('are those of products and proxies, each once, and never the query itself', () => {
    const texts = textsOf(QUERY);
    expect(texts).toContain('lower-case: SAMLRequest=a%2bb%3d&RelayState=x%20(y)%2fz&SigAlg=http%3a%2f%2fa%23b');
    expect(texts).toContain('plus: SAMLRequest=a%2Bb%3D&RelayState=x+(y)%2Fz&SigAlg=http%3A%2F%2Fa%23b');
    expect(texts).toContain('encoded-anew: SAMLRequest=a%2Bb%3D&RelayState=x%20%28y%29%2Fz&SigAlg=http%3A%2F%2Fa%23b');
    expect(texts).toContain('encoded-anew: SAMLRequest=a%2Bb%3D&RelayState=x+%28y%29%2Fz&SigAlg=http%3A%2F%2Fa%23b');
    expect(texts).toContain('decoded: SAMLRequest=a+b=&RelayState=x (y)/z&SigAlg=http://a#b');
    expect(texts).toContain('without-relay-state: SAMLRequest=a%2Bb%3D&SigAlg=http%3A%2F%2Fa%23b');
    const queries = otherForms(QUERY).map(({ text }) => text);
    expect(new Set(queries).size).toBe(queries.length);
    expect(queries).not.toContain(QUERY);
    expect(queries.length).toBeLessThanOrEqual(12);
  });

  test('have an empty RelayState only where there was none', () => {
    const without = QUERY.replace(/&RelayState=[^&]*/, '');
    expect(textsOf(without)).toContain('empty-relay-state: SAMLRequest=a%2Bb%3D&RelayState=&SigAlg=http%3A%2F%2Fa%23b');
    expect(otherForms(QUERY).map(({ form }) => form)).not.toContain('empty-relay-state');
  });

  test('are fewer where an escape is broken, and none of a query beyond 64 KB', () => {
    expect(otherForms('SAMLRequest=%zz%2B&SigAlg=x').map(({ form }) => form)).toEqual([
      'lower-case',
      'empty-relay-state',
    ]);
    expect(otherForms(`SAMLRequest=${'%2B'.repeat(30_000)}`)).toEqual([]);
  });
});
