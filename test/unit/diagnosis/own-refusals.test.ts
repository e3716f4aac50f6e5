import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_IDP } from '#server/idp/site.ts';
import { renderPage } from '#server/pages/html.ts';
import { COMPANION, type Site } from '#server/pages/site.ts';
import { refusalPage } from '#server/web/refusal-page.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { makeWorld, recordLogin, recordLogout, type World } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { header, reportOf } from '../checks/flows/kit.ts';

let world: World;
let nothing: Knowledge;
beforeAll(async () => {
  [world, nothing] = await Promise.all([makeWorld(), knowledgeFrom({})]);
});

/** What a page of ours says that turns a logout message away, under the code. */
const pageOf = (code: string, site: Site = COMPANION, findings: readonly Finding[] = []): string => {
  const explanation = 'What came as the identity provider’s request did not pass the checks, so no session was ended.';
  const kept = { reference: 'AAAAA-AAAAA', isKept: true, inspect: null };
  return renderPage(
    refusalPage({ title: 'The request to log out was refused', code, explanation, findings }, kept),
    site,
  );
};

const refusedWith = (exchange: Exchange | undefined, responseText: string): Exchange[] =>
  exchange === undefined
    ? []
    : [
        {
          ...exchange,
          ...{ status: 403, redirectUrl: null, responseText },
          responseHeaders: [header('Content-Type', 'text/html; charset=utf-8')],
        },
      ];
const unsigned = (exchange: Exchange | undefined): Exchange | undefined =>
  exchange && { ...exchange, url: exchange.url.replace(/&SigAlg=.*$/, '') };

/** A login, and a LogoutRequest of the identity provider that is answered with this page. */
async function asked(page: string, change: typeof unsigned = (each) => each): Promise<Exchange[]> {
  const [request] = await recordLogout(world, { from: 'idp', answered: false });
  return [...(await recordLogin(world)), ...refusedWith(change(request), page)];
}

async function told(exchanges: readonly Exchange[]) {
  const { findings, flows } = await reportOf(exchanges, nothing);
  const flow = flows.at(-1);
  return {
    codes: findings
      .filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')
      .map(({ code }) => code),
    first: findings[0],
    flow: [flow?.outcome, flow?.cause?.code, flow?.confidence, flow?.owner],
    seen: flow?.evidence.map(({ facts }) => facts['said']),
  };
}

describe('a logout message that a page of ours turned away', () => {
  test('was refused for what the page names, though it is a warning elsewhere', async () => {
    const { codes, first, flow } = await told(await asked(pageOf('logout-unsigned'), unsigned));
    expect(flow).toEqual(['refused', 'logout-unsigned', 'certain', 'idp']);
    expect(first).toMatchObject({ code: 'logout-unsigned', severity: 'error' });
    expect(codes).not.toContain('logout-session-gone');
    expect(codes).not.toContain('receiver-refused');
  });

  test('without a login in the recording, too: the companion’s page says which side it is on', async () => {
    const exchanges = (await asked(pageOf('logout-unsigned'), unsigned)).slice(-1);
    expect((await told(exchanges)).flow).toEqual(['refused', 'logout-unsigned', 'certain', 'idp']);
    const [atIdp] = await recordLogout(world, { answered: false });
    const said = pageOf('logout-unsigned', TEST_IDP);
    const { flow } = await told(refusedWith(unsigned(atIdp), said));
    expect(flow).toEqual(['refused', 'logout-unsigned', 'certain', 'sp']);
  });

  test('was refused for what the page names where no check here could look at it', async () => {
    const { first, codes, flow } = await told(await asked(pageOf('issuer-mismatch')));
    expect(flow).toEqual(['refused', 'receiver-refused', 'certain', 'sp']);
    expect(first).toMatchObject({ code: 'receiver-refused', variant: 'phrase', facts: { topic: 'issuer-unknown' } });
    expect(codes).not.toContain('logout-session-gone');
    const key = await told(await asked(pageOf('signature-invalid')));
    expect(key.first).toMatchObject({ code: 'receiver-refused', facts: { topic: 'signature-invalid' } });
    // Whose key it is nobody could look at here, and that is what the page is about.
    expect(key.first?.because).toMatchObject({ code: 'signature-untrusted', outcome: 'unknown' });
  });

  test('an answer of the identity provider’s: what the page names comes before what else it may be', async () => {
    const [request, answer] = await recordLogout(world);
    const page = pageOf('in-response-to-unknown');
    const { codes, flow } = await told([...(request ? [request] : []), ...refusedWith(answer, page)]);
    expect(flow).toEqual(['refused', 'receiver-refused', 'certain', 'user']);
    expect(codes).toEqual(['receiver-refused', 'logout-answer-refused']);
  });

  test('a twin with another product’s page names what is to be suspected, and says that it suspects', async () => {
    const { first, flow } = await told(await asked('<h1>Forbidden</h1>', unsigned));
    expect(first).toMatchObject({ code: 'receiver-refused', variant: 'unsigned' });
    expect(flow.slice(0, 3)).toEqual(['refused', 'receiver-refused', 'likely']);
  });

  test('a page that says of no session what it says of its own is still believed', async () => {
    const { codes } = await told(await asked('<h1>Error</h1><p>There is no such session.</p>'));
    expect(codes[0]).toBe('logout-session-gone');
  });
});

describe('what a page of ours says', () => {
  const NAVIGATION = /Skip to the content|Inspector|Reference number|Log and console/;

  test('is its finding, and who can mend it whom it names; neither its navigation nor its reference number', async () => {
    const { first: found } = await told(await asked(pageOf('logout-unsigned'), unsigned));
    if (found === undefined) throw new Error('found nothing');
    const page = pageOf('issuer-mismatch', COMPANION, [{ ...found, owner: 'network' }]);
    const { first, flow, seen } = await told(await asked(page));
    expect(flow).toEqual(['refused', 'receiver-refused', 'certain', 'network']);
    const { title } = wholeWords(found);
    expect(String(first?.facts['said'])).toBe(` It says: “${title}”`);
    expect(seen).toEqual([`: “${title}”`]);
  });

  test('is what stands below its title where it shows no finding, cut between two words', async () => {
    const { first, seen } = await told(await asked(pageOf('issuer-mismatch')));
    const said = 'What came as the identity provider’s request did not pass the checks, so no session was ended.';
    expect([first?.facts['said'], seen]).toEqual([` It says: “${said}”`, [`: “${said}”`]]);
    const long = `${'A page of another product that says much before it says why. '.repeat(4)}Access denied.`;
    const other = await told(await asked(`<h1>Error</h1><p>${long}</p>`));
    expect(other.seen?.join()).toMatch(/^: “Error A page .* \w+…”$/);
    expect(other.seen?.join()).not.toMatch(NAVIGATION);
  });
});

test('a signature that a page of ours minds is that of the refused message, and not of the request before it', async () => {
  const login = await recordLogin(world);
  const refused = [...login.slice(0, -1), ...refusedWith(login.at(-1), pageOf('signature-invalid'))];
  const { first } = await told(refused);
  expect(first).toMatchObject({ code: 'receiver-refused', message: 1 });
  expect(first?.because).toMatchObject({ code: 'signature-untrusted', outcome: 'unknown', message: 1 });
});
