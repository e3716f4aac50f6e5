import { describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { STATUS_TABLE, type StatusPlace } from '#shared/phrases/status-table.ts';
import { namedStatus } from '#shared/phrases/statuses.ts';
import { exchangeOf, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { change, header, reportOf, world } from '../checks/flows/kit.ts';

/** A message that got this answer where it was sent. */
async function answered(place: StatusPlace, parts: Partial<Exchange>): Promise<readonly Exchange[]> {
  const answer = { redirectUrl: null, responseText: null, responseHeaders: [], ...parts };
  if (place === 'acs') return change(await recordLogin(world), 'a-3', answer);
  if (place === 'idp') return change((await recordLogin(world)).slice(0, 2), 'a-2', answer);
  const logout = await recordLogout(world, { from: 'idp', answered: false });
  return [...(await recordLogin(world)), ...change(logout, 'z-1', answer)];
}

const rows = (Object.keys(STATUS_TABLE) as StatusPlace[]).flatMap((place) =>
  STATUS_TABLE[place].map((row) => ({ place, ...row })),
);

describe('a status, where nothing else is said', () => {
  it.each(rows)('$status at $place means what the table says, and $owner must act', async (row) => {
    const { place, status, topic, owner, means, fix } = row;
    const { findings } = await reportOf(await answered(place, { status }));
    const [first] = findings;
    expect(first).toMatchObject({ code: 'receiver-refused', owner, facts: { topic } });
    const words = first === undefined ? null : wordsFor(first);
    expect(words?.title).toContain(means);
    expect(words?.fix).toContain(fix);
  });

  it.each(rows)('$status at $place speaks of no other place', ({ place, means, fix }) => {
    const others = { acs: /\blogout\b/, logout: /\bACS\b|\bRails answers\b/, idp: /\bACS\b/ }[place];
    expect(`${means} ${fix}`).not.toMatch(others);
  });

  it.each([400, 403, 500])('%i says nothing by itself, and nothing is made up', async (status) => {
    const { findings } = await reportOf(await answered('acs', { status }));
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', owner: 'sp' });
    expect(findings[0]?.facts['phrase']).toBeUndefined();
  });

  it('403 of what stands in front is a firewall’s', async () => {
    const parts = { status: 403, responseHeaders: [header('Server', 'awselb/2.0')] };
    expect((await reportOf(await answered('acs', parts))).findings[0]).toMatchObject({
      owner: 'network',
      facts: { topic: 'firewall' },
    });
    expect(namedStatus('HTTP 403 of what stands in front')?.topic).toBe('firewall');
  });

  it.each(['<p>CSRF verification failed. Request aborted.</p>', '<pre>ForbiddenError: invalid csrf token</pre>'])(
    '403 of a filter against forged forms is told by its page: %s',
    async (responseText) => {
      const { findings } = await reportOf(await answered('acs', { status: 403, responseText }));
      expect(findings[0]).toMatchObject({ owner: 'sp', facts: { topic: 'csrf' } });
    },
  );

  it.each([
    ['Basic realm="staging"', 'sp-basic', 'acs'],
    ['Negotiate', 'sp-windows', 'acs'],
    ['Negotiate', 'kerberos', 'idp'],
  ] as const)('401 with %s is %s %s', async (challenge, variant, place) => {
    const parts = { status: 401, responseHeaders: [header('WWW-Authenticate', challenge)] };
    const [first] = (await reportOf(await answered(place, parts))).findings;
    expect(first).toMatchObject({ code: 'proof-not-given', variant });
  });
});

describe('a redirect of the form', () => {
  const slash = 'https://sp.example/saml/acs/';
  const led = async (status: number, method: string) => {
    const login = await answered('acs', { status, redirectUrl: slash, responseHeaders: [header('Location', slash)] });
    const body = method === 'POST' ? (login[2]?.requestBody ?? null) : null;
    const next = exchangeOf('a-4', START + 2060, { method, url: slash, status: 302, requestBody: body });
    const session = [header('Set-Cookie', 'hub=1; Path=/; Secure'), header('Location', 'https://sp.example/hub')];
    const taken = { redirectUrl: 'https://sp.example/hub', responseHeaders: session };
    return [...login, method === 'POST' ? { ...next, ...taken } : { ...next, status: 404 }];
  };

  it.each([301, 302, 303])('%i makes a GET of it, and the message is lost', async (status) => {
    const report = await reportOf(await led(status, 'GET'));
    expect(report.findings[0]).toMatchObject({ code: 'post-became-get', severity: 'error' });
    // The page that it became has nothing for who brings no message: 404.
    expect(report.flows[0]?.outcome).toBe('refused');
  });

  it.each([307, 308])('%i repeats it, and nothing is wrong', async (status) => {
    const report = await reportOf(await led(status, 'POST'));
    expect(report.flows[0]?.outcome).toBe('succeeded');
    expect(report.findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([]);
  });
});
