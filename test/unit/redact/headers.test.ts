import { describe, expect, it } from 'vitest';
import { redactHeaders } from '#shared/redact/redact-headers.ts';
import { redacted } from './kit.ts';

const header = (name: string, value: string) => redacted((r) => redactHeaders([{ name, value }], r)[0]?.value);

describe('headers', () => {
  it.each([
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Date', 'Sun, 22 Nov 2026 09:43:27 GMT'],
    ['Cache-Control', 'no-store'],
    ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
    ['sec-fetch-site', 'cross-site'],
    ['Origin', 'null'],
    ['Access-Control-Allow-Origin', '*'],
    [':method', 'POST'],
  ])('%s: %s stays', (name, value) => {
    expect(header(name, value)).toBe(value);
  });

  it.each([
    ['Cookie', 'sid=abc123; theme=dark', /^sid=(?!abc123)[a-z]{3}\d{3}; theme=(?!dark)[a-z]{4}$/],
    [
      'Set-Cookie',
      'sid=abc123; Domain=.acme.com; Path=/users/anne; Secure; HttpOnly; SameSite=None; Max-Age=60; X=y1z2',
      /^sid=(?!abc)\w{6}; Domain=\.host-1\.example; Path=\/users\/value-1; Secure; HttpOnly; SameSite=None; Max-Age=60; X=(?!y1z2)\w{4}$/,
    ],
    ['Set-Cookie', 'a=one1; Path=/\nb=two2; Secure', /^a=(?!one1)\w{4}; Path=\/\nb=(?!two2)\w{4}; Secure$/],
    ['Authorization', 'Bearer eyJhbGciOi.J9', /^Bearer (?!eyJ)\w{10}\.\w\d$/],
    ['Authorization', 'Basic YW5uZTpzZWNyZXQ=', /^Basic (?!YW5u)\w{15}=$/],
    ['Host', 'sp.acme.com:8443', /^host-\d\.host-\d\.example:8443$/],
    [':authority', 'sp.acme.com', /^host-\d\.host-\d\.example$/],
    [':path', '/acs?RelayState=anne', /^\/acs\?RelayState=(?!anne)[a-z]{4}$/],
    ['Origin', 'https://idp.acme.com', /^https:\/\/host-\d\.host-\d\.example$/],
    ['Referer', 'https://idp.acme.com/login?user=anne', /^https:\/\/host-\d\.host-\d\.example\/login\?user=user-1$/],
    ['Location', '/hub?ticket=Q1w2E3r4', /^\/hub\?ticket=(?!Q1w2)\w{8}$/],
    ['X-Forwarded-For', '10.1.2.3, 10.9.8.7', /^198\.[\d.]+, 198\.[\d.]+$/],
    [
      'Forwarded',
      'for=10.1.2.3;proto=https;host=sp.acme.com',
      /^for=198\.[\d.]+;proto=https;host=host-\d\.host-\d\.example$/,
    ],
    ['X-Custom-User', 'Anne Foster', /^(?!Anne)[A-Z][a-z]{3} (?!Foster)[A-Z][a-z]{5}$/],
    [
      'Content-Security-Policy',
      "default-src 'self' *.acme.com; form-action https://idp.acme.com/sso",
      /^default-src 'self' \*\.host-1\.example; form-action https:\/\/host-\d\.host-1\.example\/sso$/,
    ],
    ['User-Agent', 'Agent/1.0 (anne@acme.com)', /^Agent\/1\.0 \(user-1@host-1\.example\)$/],
    ['WWW-Authenticate', 'Negotiate TlRMTVNTUAAB', /^Negotiate (?!TlRM)\w{12}$/],
  ])('%s: %s', (name, value, form) => {
    expect(header(name, value)).toMatch(form);
  });

  it('a cookie is the same in both directions', () => {
    const [set, sent] = redacted((r) =>
      redactHeaders(
        [
          { name: 'Set-Cookie', value: 'sid=abc123; Path=/' },
          { name: 'cookie', value: 'sid=abc123' },
        ],
        r,
      ),
    );
    expect(set?.value).toBe(`${sent?.value}; Path=/`);
  });
});
