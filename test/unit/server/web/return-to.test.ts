import { describe, expect, test } from 'vitest';
import { readReturnTo } from '#server/web/return-to.ts';

const RULES = { url: 'https://sp.example', base: '/hub', hosts: ['apps.example.com', 'localhost:3000'] };

describe('returnTo and RelayState lead', () => {
  test.each([
    ['/hub/', '/hub/'],
    ['/hub', '/hub/'],
    ['/hub?a=b', '/hub/?a=b'],
    ['/hub/app/us?a=b&c=d#e', '/hub/app/us?a=b&c=d#e'],
    ['/hub/a%20b', '/hub/a%20b'],
    ['/hub/x/../app/us', '/hub/app/us'],
    ['https://sp.example/hub/app/us', '/hub/app/us'],
    ['HTTPS://SP.EXAMPLE/hub/', '/hub/'],
    ['https://apps.example.com/x?y', 'https://apps.example.com/x?y'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
  ])('%s -> %s', (value, path) => {
    expect(readReturnTo(value, RULES)).toBe(path);
  });
});

test('an address that is long, or becomes so when it is percent-encoded, leads nowhere: whoever keeps it knows how much', () => {
  expect(readReturnTo(`/hub/${'x'.repeat(2043)}`, RULES)).toHaveLength(2048);
  expect(readReturnTo(`/hub/${'x'.repeat(2044)}`, RULES)).toBeNull();
  expect(readReturnTo(`/hub/${'€'.repeat(227)}`, RULES)).toHaveLength(2048);
  expect(readReturnTo(`/hub/${'€'.repeat(228)}`, RULES)).toBeNull();
});

describe('nowhere else (attacks#open-redirect)', () => {
  test.each([
    [''],
    ['//evil.example'],
    ['///evil.example'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['https:%5c%5cevil.example'],
    ['https:evil.example'],
    ['https:/evil.example'],
    ['https:///evil.example'],
    ['https://evil.example'],
    ['https://sp.example.evil.example/hub/'],
    ['https://sp.example@evil.example/hub/'],
    ['https://user@sp.example/hub/'],
    ['https://sp.example:444/hub/'],
    ['http://sp.example/hub/'],
    ['https://apps.example.com:8443/'],
    ['https://localhost/'],
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['data:text/html,x'],
    ['/other/'],
    ['/hubris/'],
    ['/hub/../other'],
    ['/hub/..//evil.example'],
    ['/hub/%2e%2e/other'],
    ['/hub/saml/login?returnTo=/hub/'],
    ['/hub/logout'],
    ['/hub/LOGOUT'],
    ['/hub/Saml/login'],
    ['/hub/ x'],
    ['/hub/\tx'],
    ['/hub/\r\nLocation: x'],
    ['/hub/\u0000'],
    ['/hub/\u2028'],
    [' /hub/'],
    ['\ufeff/hub/'],
    ['hub/'],
    ['https://'],
    [`/hub/${'a'.repeat(3000)}`],
  ])('%j', (value) => {
    expect(readReturnTo(value, RULES)).toBeNull();
  });

  test('nothing at all', () => {
    expect(readReturnTo(null, RULES)).toBeNull();
    expect(readReturnTo(undefined, RULES)).toBeNull();
  });
});
