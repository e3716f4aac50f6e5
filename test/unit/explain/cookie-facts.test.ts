import { describe, expect, it } from 'vitest';
import { setCookieFacts } from '#shared/explain/facts/cookie-facts.ts';
import { readSetCookies } from '#shared/http/cookies.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';

function told(header: string, url = 'https://sp.example/saml/acs') {
  const responseHeaders = [{ name: 'Set-Cookie', value: header }];
  const exchange = makeExchange({ id: '1', method: 'POST', url, source: 'har', startedAt: 0, responseHeaders });
  const [cookie] = readSetCookies(exchange);
  if (cookie === undefined) throw new Error('it is a cookie');
  const { verdict, rules } = setCookieFacts(cookie);
  return `${verdict.word}: ${rules.join('; ')}`;
}

describe('a cookie that is set', () => {
  it.each([
    ['a=1; SameSite=None', /^Not kept: it has SameSite=None without Secure/],
    ['a=1; Domain=co.uk', /^Not kept: its Domain/],
    [`a=${'x'.repeat(5000)}`, /^Not kept: browsers drop what has more than 4,096 bytes/],
    ['__Host-a=1; Secure; Domain=sp.example; Path=/', /^Not kept: its name begins with __Host-/],
    ['a=; Max-Age=0', /^Taken away: /],
    [
      'a=1',
      /^Kept: Domain: none, so to sp\.example alone; Path: to \/saml and.*not Secure.*no SameSite: browsers take it for Lax/,
    ],
    [
      'a=1; Domain=sp.example; Path=/; Secure; SameSite=None',
      /to sp\.example and every host below it.*everywhere.*https only.*from other sites, too/,
    ],
  ])('%s', (header, words) => expect(told(header)).toMatch(words));
});
