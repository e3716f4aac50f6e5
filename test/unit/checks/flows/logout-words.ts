import { describe, expect, it } from 'vitest';
import type { LogoutMatter } from '#shared/flows/logout-matter.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { exchangeOf, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { change, header, reportOf, world } from './kit.ts';

/** What is said where a message of a logout is not taken, and what it is about. */
const SAID: readonly (readonly [LogoutMatter | 'silent', string])[] = [
  ['unsigned', 'The logout request is not signed'],
  ['signature', 'The signature of the message could not be verified'],
  ['session-index', 'Unknown SessionIndex'],
  ['name', 'NameID does not match'],
  ['destination', 'Wrong Destination'],
  ['sender', 'Unknown issuer'],
  ['session', 'User has no active session'],
  ['expired', 'The request has expired'],
  ['silent', 'Something unexpected happened'],
];
const page = (text: string) => `<html><head><title>Error</title></head><body><p>${text}</p></body></html>`;
const JSON_TYPE = header('Content-Type', 'application/json');
const fault = (text: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>${text}</faultstring></s:Fault></s:Body></s:Envelope>`;
const XML_TYPE = header('Content-Type', 'text/xml');
const ERROR = 'https://idp.example/failed?error=';

/** Every way to say it; what a redirect leads to says nothing. */
const WAYS: Readonly<Record<string, (text: string) => Partial<Exchange>>> = {
  'a page with 200': (text) => ({ status: 200, responseText: page(text) }),
  'a page with 403': (text) => ({ status: 403, responseText: page(text) }),
  'a page with 500': (text) => ({ status: 500, responseText: page(text) }),
  JSON: (text) => ({ status: 400, responseText: JSON.stringify({ error: text }), responseHeaders: [JSON_TYPE] }),
  'a SOAP fault': (text) => ({ status: 500, responseText: fault(text), responseHeaders: [XML_TYPE] }),
  'a redirect to an error': (text) => ({ status: 302, redirectUrl: `${ERROR}${encodeURIComponent(text)}` }),
};
const rows = Object.keys(WAYS).flatMap((way) => SAID.map(([matter, text]) => ({ way, matter, text })));
/** With the key that is known it holds: whoever minds the signature has another one, as in a login. */
const variantOf = (matter: string) => (matter === 'signature' ? 'signature' : `logout-${matter}`);
/** Nobody is to log in, and nobody has refused who wanted to. */
const OF_LOGINS =
  /log ?in (?:begun|again)|begin the login|“log in”|wants a login|account|ACS URL|began the login is kept/i;

async function refused(way: string, text: string): Promise<readonly Exchange[]> {
  const logout = await recordLogout(world, { answered: false });
  const answer = { responseHeaders: [], redirectUrl: null, ...WAYS[way]?.(text) };
  const led = exchangeOf('z-2', START + 60_100, { url: answer.redirectUrl ?? '', responseText: page('An error') });
  return [
    ...(await recordLogin(world)),
    ...change(logout, 'z-1', answer),
    ...(answer.redirectUrl === null ? [] : [led]),
  ];
}

describe('a LogoutRequest that is turned away', () => {
  it.each(rows)('is told in the words of logouts: $matter by $way', async ({ way, matter, text }) => {
    const report = await reportOf(await refused(way, text));
    const [, flow] = report.flows;
    expect(flow).toMatchObject({ kind: 'logout', outcome: 'refused' });
    const first = report.findings.find(({ code }) => code === 'receiver-refused');
    expect(first?.variant).toBe(variantOf(matter));
    if (first === undefined) return;
    const { title, fix } = wholeWords(first);
    expect(title).toContain(text.split(':')[0]);
    expect(`${title} ${fix}`).not.toMatch(OF_LOGINS);
  });
});

describe('a LogoutResponse that is turned away', () => {
  it.each(SAID)('is told in the words of logouts: %s', async (matter, text) => {
    const logout = change(await recordLogout(world), 'z-2', { status: 200, responseText: page(text) });
    const report = await reportOf([...(await recordLogin(world)), ...logout]);
    const first = report.findings.find(({ code }) => code === 'receiver-refused');
    // That the answer was refused is the cause where nothing is said.
    expect(first?.variant).toBe(matter === 'silent' ? 'besides' : variantOf(matter));
    if (first !== undefined) expect(Object.values(wholeWords(first)).join(' ')).not.toMatch(OF_LOGINS);
  });

  it.each(['Es wurde keine Sitzung gefunden.', 'Aucune session trouvée.', 'Nessuna sessione attiva.'])(
    'is about a session where that is said: %s',
    async (text) => {
      const report = await reportOf(await refused('a page with 500', text));
      expect(report.findings.find(({ code }) => code === 'receiver-refused')?.variant).toBe('logout-session');
    },
  );

  it.each([
    'Abmeldung fehlgeschlagen',
    'Échec de la déconnexion',
    'Cierre de sesión fallido',
    'Logout negato',
    'Uitloggen mislukt',
    'Logout falhou',
    'ログアウトに失敗しました',
    'Sign-out failed',
    'Single logout was unsuccessful',
  ])('is known by its title: %s', async (title) => {
    const said = `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>Zkqx.</p></body></html>`;
    const logout = change(await recordLogout(world, { answered: false }), 'z-1', { status: 200, responseText: said });
    expect((await reportOf(logout)).flows[0]?.outcome).toBe('refused');
  });

  it.each([
    'You have been signed out. Your session at the portal has ended, too.',
    'Goodbye. If you see an error in another tab, its session has expired.',
  ])('is not, where the page says: %s', async (text) => {
    const said = `<html><head><title>Signed out</title></head><body><p>${text}</p></body></html>`;
    const logout = change(await recordLogout(world), 'z-2', { status: 200, responseText: said });
    expect((await reportOf(logout)).flows[0]?.outcome).toBe('succeeded');
  });
});

describe('the same words of a login', () => {
  it('are told in the words of logins', async () => {
    const login = change(await recordLogin(world), 'a-3', { status: 403, responseText: page('Bad audience') });
    expect((await reportOf(login)).findings[0]?.variant).toBe('audience');
  });
});
