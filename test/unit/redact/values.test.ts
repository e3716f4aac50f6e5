import { describe, expect, it } from 'vitest';
import { siteOf } from '#shared/http/site.ts';
import type { RedactedKind } from '#shared/redact/kinds.ts';
import { redacted } from './kit.ts';

const value = (text: string, kind: RedactedKind = 'user') => redacted((redactor) => redactor.value(text, kind));

describe('a pseudonym has the form of what it stands for', () => {
  it.each([
    ['anne.foster@acme.com', /^user-1@host-1\.example$/],
    ['anne', /^user-1$/],
    ['Anne Foster', /^User-1$/],
    [' anne ', /^ user-1 $/],
    ['ACME\\anne', /^USER-1\\user-2$/],
    ['CN=Anne Foster,OU=Sales,DC=acme,DC=com', /^CN=Name-1,OU=Name-2,DC=name-3,DC=name-4$/],
    ['/C=DE/O=Acme/CN=Anne', /^\S*=\S*=\S*=/],
    ['3f2a77c1-0b1d-4e5f-8a90-112233445566', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['{3F2A77C1-0B1D-4E5F-8A90-112233445566}', /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/],
    ['49301234567', /^\d{11}$/],
    ['+49.30.1234567', /^\+\d\d\.\d\d\.\d{7}$/],
    ['1980-05-17', /^19[7-9]\d-\d\d-\d\d|20\d\d-\d\d-\d\d$/],
    ['1980-05-17T08:00:00Z', /^\d{4}-\d\d-\d\dT00:00:00Z$/],
    ['Sales;Ops;Sales', /^Value-1;Value-2;Value-1$/],
    ['https://acme.com/people/anne?id=7', /^https:\/\/host-1\.example\/value-1\/value-2\?id=\d$/],
    ['10.1.2.3', /^198\.1[89]\.\d+\.\d+$/],
    ['fe80::1', /^2001:db8::[0-9a-f]+:[0-9a-f]+$/],
    ['true', /^true$/],
    ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password', /^urn:oasis:names:tc:SAML:2\.0:ac:classes:Password$/],
    ['東京', /^user-1$/],
  ])('%s', (text, form) => {
    const kind = text.includes(';') || text.startsWith('http') ? 'value' : 'user';
    expect(value(text, kind)).toMatch(form);
    if (!/^(?:true|urn:oasis)/.test(text)) expect(value(text, kind)).not.toBe(text);
  });

  it.each([
    ['_3f2a77c10b1d4e5f8a90112233445566', /^_[0-9a-f]{32}$/],
    ['_anne-request', /^_[a-z]{4}-[a-z]{7}$/],
    ['ONELOGIN_4fee3b046395c4e751011e97f8900b5273d56685', /^[A-Z]{8}_\w{40}$/],
  ])('an identifier: %s', (text, form) => {
    expect(value(text, 'id')).toMatch(form);
    expect(value(text, 'id')).not.toBe(text);
  });
});

describe('pseudonyms are one to one', () => {
  it('the same value has the same one, in any place; another value another one', () => {
    const [name, again, other, cookie] = redacted((r) => [
      r.value('anne', 'user'),
      r.value('anne', 'value'),
      r.value('bert', 'user'),
      r.value('anne', 'cookie'),
    ]);
    expect([again, cookie]).toEqual([name, name]);
    expect(other).not.toBe(name);
  });

  it('what differs in case only differs in case only, as long as that keeps it apart', () => {
    expect(redacted((r) => ['anne', 'Anne', 'ANNE', 'aNNe'].map((each) => r.value(each, 'user')))).toEqual([
      'user-1',
      'User-1',
      'USER-1',
      'user-2',
    ]);
  });

  it('short numbers run out, and are still told apart', () => {
    const digits = Array.from({ length: 30 }, (_, index) => `${index % 10}${index}`.slice(index < 10 ? 1 : 0));
    const given = redacted((r) => digits.map((each) => r.value(each, 'id')));
    expect(new Set(given).size).toBe(new Set(digits).size);
  });

  it('no pseudonym is an original: a redacted file can be redacted again', () => {
    const originals = ['user-1', 'user-2', 'value-1', 'host-1.example'];
    const given = redacted((r) => [
      r.value('anne', 'user'),
      ...originals.slice(0, 3).map((each) => r.value(each, 'user')),
      r.host('host-1.example'),
    ]);
    for (const each of given) expect(originals).not.toContain(each);
  });
});

describe('hosts', () => {
  const host = (text: string) => redacted((r) => r.host(text));

  it('keep their kin: what is below one domain stays so', () => {
    const [site, idp, sp, other] = redacted((r) =>
      ['acme.com', 'idp.acme.com', 'sp.acme.com', 'idp.other.co.uk'].map(r.host),
    );
    expect(site).toBe('host-1.example');
    expect(idp).toMatch(/^host-\d\.host-1\.example$/);
    expect(sp).toMatch(/^host-\d\.host-1\.example$/);
    expect(sp).not.toBe(idp);
    expect(other).not.toMatch(/host-1\.example$/);
  });

  it('keep customers of one host apart: below a public suffix each is a site of its own', () => {
    const [one, page, other] = redacted((r) =>
      ['a.azurewebsites.net', 'www.a.azurewebsites.net', 'b.azurewebsites.net'].map(r.host),
    );
    expect(siteOf(page ?? '')).toBe(one);
    expect(siteOf(other ?? '')).toBe(other);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'login.microsoftonline.com', 'sts.windows.net', 'accounts.google.com'])(
    '%s stays: it is everybody’s',
    (text) => {
      expect(host(text)).toBe(text);
    },
  );

  it.each([
    ['acme.okta.com', /^host-1\.okta\.com$/],
    ['acme.eu.auth0.com', /^host-1\.auth0\.com$/],
    ['intranet', /^host-1$/],
    ['IDP.ACME.COM', /^HOST-\d\.HOST-\d\.EXAMPLE$/],
  ])('%s', (text, form) => {
    expect(host(text)).toMatch(form);
  });
});

describe('URLs', () => {
  const url = (text: string) => redacted((r) => r.url(text, 'kept'));
  it.each([
    [
      'https://idp.acme.com:8443/adfs/ls/?wa=wsignin1.0',
      /^https:\/\/host-\d\.host-\d\.example:8443\/adfs\/ls\/\?wa=wsignin1\.0$/,
    ],
    ['/hub/app/sales#top', /^\/hub\/app\/sales#top$/],
    ['https://anne:secret@sp.acme.com/', /^https:\/\/(?!anne)\w{4}:(?!secret)\w{6}@host/],
    ['https://sp.acme.com/users/anne/edit', /\/users\/value-1\/edit$/],
    ['https://kc.acme.com/realms/acme/protocol/saml', /\/realms\/value-1\/protocol\/saml$/],
    ['https://sp.acme.com/x;jsessionid=3FA9C2D17B', /\/x;jsessionid=(?!3FA9C2D17B)[0-9A-F]{10}$/],
    ['https://sp.acme.com/app/3f2a77c1-0b1d-4e5f-8a90-112233445566', /\/app\/(?!3f2a)[0-9a-f-]{36}$/],
    ['https://sp.acme.com/mail/anne%40acme.com', /\/mail\/user-1%40host-\d\.example$/],
    ['https://sp.acme.com/a#access_token=abc123def', /#access_token=(?!abc123def)\w{9}$/],
    ['mailto:anne@acme.com', /^mailto:user-1@host-1\.example$/],
    ['data:text/plain,anne', /^data:text-1$/],
    ['?next=%2Fhub', /^\?next=%2Fhub$/],
    ['about:blank', /^about:blank$/],
  ])('%s', (text, form) => {
    expect(url(text)).toMatch(form);
  });

  it('one inside another, and that inside another: to a depth, and then no further', () => {
    let text = 'https://deep.acme.com/secret';
    for (let round = 0; round < 9; round++) text = `https://sp.acme.com/go?to=${encodeURIComponent(text)}`;
    let read = url(text);
    for (let round = 0; round < 9; round++) read = decodeURIComponent(read);
    expect(read).not.toMatch(/acme|deep/);
  });
});
