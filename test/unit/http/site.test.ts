import { describe, expect, it } from 'vitest';
import { isCrossSite, isPublicSuffix, siteOf } from '#shared/http/site.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';

describe('the site of a host', () => {
  it.each([
    ['www.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['www.abc.de', 'abc.de'],
    // Those of the list's private section: each customer is a site.
    ['a.azurewebsites.net', 'a.azurewebsites.net'],
    ['scm.a.azurewebsites.net', 'a.azurewebsites.net'],
    ['b.github.io', 'b.github.io'],
    // A wildcard rule, and an exception from it.
    ['a.b.foo.ck', 'b.foo.ck'],
    ['a.www.ck', 'www.ck'],
    // A public suffix itself, single names and addresses.
    ['github.io', 'github.io'],
    ['co.uk', 'co.uk'],
    ['localhost', 'localhost'],
    ['sp.login', 'sp.login'],
    ['127.0.0.1', '127.0.0.1'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['', ''],
    // As `URL` writes names that are no ASCII: a suffix in Chinese, a name in German.
    ['a.b.xn--55qx5d.cn', 'b.xn--55qx5d.cn'],
    ['www.xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['WWW.Example.COM', 'example.com'],
    // To browsers a name that ends in a dot is another one.
    ['www.example.com.', 'example.com.'],
    ['my_app.example.com', 'example.com'],
  ])('%s is %s', (host, site) => {
    expect(siteOf(host)).toBe(site);
  });
});

describe('a public suffix', () => {
  it.each(['com', 'co.uk', 'azurewebsites.net', 'github.io', 'foo.ck', 'xn--55qx5d.cn', 'intranet'])(
    'is %s',
    (name) => {
      expect(isPublicSuffix(name)).toBe(true);
    },
  );

  it.each(['example.com', 'a.azurewebsites.net', 'www.ck', '127.0.0.1', '[::1]', ''])('is not %s', (name) => {
    expect(isPublicSuffix(name)).toBe(false);
  });
});

const cross = (url: string, header: readonly [string, string] | null, before: string | null = null) =>
  isCrossSite(
    exchangeOf('1', START, { url, requestHeaders: header === null ? [] : [{ name: header[0], value: header[1] }] }),
    before,
  );

describe('a request of another site', () => {
  it.each([
    ['https://a.azurewebsites.net/acs', 'https://b.azurewebsites.net', true],
    ['https://a.github.io/acs', 'https://b.github.io', true],
    ['https://sp.example.com/acs', 'https://idp.example.com', false],
    ['https://sp.example.com/acs', 'https://example.com:8443', false],
    ['https://sp.example.co.uk/acs', 'https://idp.other.co.uk', true],
    ['http://localhost:4040/acs', 'http://localhost:4041', false],
    ['http://localhost:4040/acs', 'http://127.0.0.1:4041', true],
    ['https://10.0.0.1/acs', 'https://10.0.0.2', true],
    // The scheme is part of the site (HTML, "same site").
    ['https://sp.example.com/acs', 'http://sp.example.com', true],
    ['http://sp.example.com/acs', 'https://sp.example.com', true],
  ])('to %s from %s: %s', (url, origin, expected) => {
    expect(cross(url, ['Origin', origin])).toBe(expected);
    expect(cross(url, ['Referer', `${origin}/page`])).toBe(expected);
    expect(cross(url, null, `${origin}/page`)).toBe(expected);
  });

  it('is what the browser says that it is', () => {
    expect(cross('https://sp.example.com/', ['Sec-Fetch-Site', 'same-site'], 'https://other.example')).toBe(false);
    expect(cross('https://sp.example.com/', ['Sec-Fetch-Site', 'cross-site'], 'https://sp.example.com')).toBe(true);
  });

  it('is not known where nothing tells, and a page without an origin is of no site', () => {
    expect(cross('https://sp.example.com/', null)).toBeNull();
    expect(cross('https://sp.example.com/', ['Origin', 'null'])).toBeNull();
    expect(cross('https://sp.example.com/', null, 'file:///home/page.html')).toBe(true);
  });
});
