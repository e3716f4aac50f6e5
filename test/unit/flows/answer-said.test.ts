import { describe, expect, it } from 'vitest';
import { saidNo } from '#shared/flows/answer-said.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';

const answer = (responseText = '', type = 'text/html') =>
  saidNo(exchangeOf('x', 0, { responseText, responseHeaders: [{ name: 'Content-Type', value: type }] }));
const page = (title: string, body: string) => `<html><head><title>${title}</title></head><body>${body}</body></html>`;

const HEALTHY: readonly (readonly [string, string, string?])[] = [
  ['a dashboard of errors', page('Error reports', '<h1>Error reports</h1><p>12 jobs failed today.</p>')],
  ['help about certificates', page('Help', '<h1>Certificates</h1><p>What to do when a certificate has expired.</p>')],
  ['a hidden error', page('Home', '<div class="error" hidden>Access denied</div><h1>Welcome</h1>')],
  ['an error in a template', page('Home', '<template><h1>Error</h1></template><h1>Projects</h1>')],
  ['a script that speaks of errors', page('App', '<script>var e="Invalid signature"</script><div id="app"></div>')],
  ['signing in', page('Signing in', '<p>Please wait.</p><form><input name="SAMLResponse" value="x"></form>')],
  ['a search and a new password', page('Me', '<form><input name="q"></form><form><input type="password"></form>')],
  ['a list of exceptions', page('Unhandled exceptions', '<h1>Unhandled exceptions this week</h1>')],
  ['a number that is no status', page('500 documents', '<h1>404 kilometres walked</h1>')],
  ['reports of errors in German', page('Fehlerberichte', '<h1>Fehlerberichte</h1>')],
  ['JSON of a user', '{"user":"anne","error":null,"errors":[],"success":true}', 'application/json'],
];

const REFUSING: readonly (readonly [string, string, string, string?])[] = [
  ['page', 'an error page', page('Error', '<h1>Authentication failed</h1><p>The signature is bad.</p>')],
  [
    'page',
    'SimpleSAMLphp, whose pages may come with 200',
    page('Unhandled exception', '<h1>Unhandled exception</h1><p>An unhandled exception was thrown.</p>'),
  ],
  ['page', 'metadata that is not there', page('Metadata not found', '<h1>Metadata not found</h1>')],
  ['page', 'an unknown user', page('Portal', '<h1>Sign-in error</h1><p>We could not find an account for you.</p>')],
  [
    'login-page',
    'a login page with a message',
    page('Login', '<p role="alert">Login failed</p><input type="password">'),
  ],
  ['data', 'JSON', '{"success":false,"reason":"Invalid issuer"}', 'application/json'],
  ['data', 'problem+json', '{"title":"No","detail":"Unknown audience"}', 'application/problem+json'],
  ['data', 'a SOAP fault', '<s:Envelope><s:Fault><faultstring>No</faultstring></s:Fault></s:Envelope>', 'text/xml'],
];

describe('an answer with HTTP 200', () => {
  it.each(HEALTHY)('says no no: %s', (_, text, type) => {
    expect(answer(text, type)).toBeNull();
  });

  it.each(REFUSING)('says no as %s: %s', (way, _, text, type) => {
    expect(answer(text, type)?.way).toBe(way);
  });
});

describe('a redirect', () => {
  const redirect = (redirectUrl: string) => saidNo(exchangeOf('x', 0, { status: 302, redirectUrl }));

  it('says no by the error in its address, in its words', () => {
    const said = redirect('https://sp.example/cb?error=access_denied&error_description=Not+assigned');
    expect(said).toEqual({ way: 'redirect', words: 'access_denied: Not assigned' });
  });

  it.each(['https://sp.example/errors', 'https://sp.example/?error=', 'https://sp.example/error-reports?error=false'])(
    'says nothing by %s',
    (url) => {
      expect(redirect(url)).toBeNull();
    },
  );
});
