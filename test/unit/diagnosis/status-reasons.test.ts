import { beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Nothing is known but the recording, and the metadata that is given. */
async function reportOf(exchanges: readonly Exchange[], metadataTexts: readonly string[] = []): Promise<Report> {
  const knowledge = await knowledgeFrom({ connection: null, metadataTexts, certificatePems: [], at: null });
  const trace = createTrace({ knowledge });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

/** The request goes without its signature: nobody signs the query of a URL in another way. */
function unsigned(exchanges: readonly Exchange[]): Exchange[] {
  const bare = (url: string) => (url.includes('SAMLRequest=') ? url.replace(/&SigAlg=.*$/, '') : url);
  return exchanges.map((each) => ({
    ...each,
    url: bare(each.url),
    redirectUrl: each.redirectUrl === null ? null : bare(each.redirectUrl),
  }));
}

/** The message of a form and of the page that holds it, rewritten. */
function withMessage(exchange: Exchange, rewrite: (xml: string) => string): Exchange {
  const { requestBody } = exchange;
  const body = new URLSearchParams(requestBody?.text ?? '');
  const value = body.get('SAMLResponse');
  if (requestBody === null || value === null) return { ...exchange, responseText: null };
  body.set('SAMLResponse', btoa(rewrite(atob(value))));
  return { ...exchange, requestBody: { ...requestBody, text: body.toString() } };
}

const logout = (...statusCodes: string[]) => recordLogout(world, { statusCodes });

describe('a logout whose answer says AuthnFailed', () => {
  const failed = () => logout(STATUS_CODE.responder, STATUS_CODE.authnFailed);

  test('is about the request’s signature where it has none: the SP is to sign, and nobody speaks of a password', async () => {
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...unsigned(await failed())]);
    const [first] = findings;
    expect(flows.at(-1)).toMatchObject({ outcome: 'refused', owner: 'sp', confidence: 'likely' });
    expect(flows.at(-1)?.candidates).toEqual(expect.arrayContaining(['status-not-success', 'logout-unsigned']));
    expect(first).toMatchObject({ code: 'status-not-success', because: { code: 'logout-unsigned' }, owner: 'sp' });
    expect(first && wholeWords(first).title).toMatch(/could not authenticate the logout message.*is not signed/);
    expect(first && wholeWords(first).fix).toContain('This is not about a password.');
  });

  test('and where it has one the reason is open: the log of the IdP is asked for', async () => {
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...(await failed())]);
    expect(findings[0]).toMatchObject({ code: 'status-not-success', variant: 'logout-AuthnFailed' });
    expect(findings[0]?.because ?? null).toBeNull();
    expect(flows.at(-1)).toMatchObject({ confidence: 'possible', next: 'read-idp-log' });
  });
});

describe('a login whose answer says in words what is minded', () => {
  const said = async (text: string) => {
    const told = (xml: string) =>
      xml.replace('</samlp:Status>', `<samlp:StatusMessage>${text}</samlp:StatusMessage></samlp:Status>`);
    const all = await recordLogin(world, { statusCodes: [STATUS_CODE.requester, STATUS_CODE.requestDenied] });
    return all.map((each) => withMessage(each, told));
  };

  test('is about the signature of the request where it speaks of that, and is no decision about a user', async () => {
    const { findings, flows } = await reportOf(unsigned(await said('Signature validation failed')));
    expect(flows[0]).toMatchObject({ outcome: 'refused', owner: 'sp' });
    expect(findings[0]).toMatchObject({ because: { code: 'signature-missing' } });
    expect(findings[0] && wholeWords(findings[0]).fix).not.toContain('decision');
  });

  test('was cancelled by the user where it says so, and by nobody where it says nothing', async () => {
    const cancelled = await reportOf(await said('User cancelled'));
    expect(cancelled.findings[0]).toMatchObject({ variant: 'said', owner: 'user' });
    const silent = await reportOf(await said(''));
    expect(silent.findings[0]).toMatchObject({ variant: 'RequestDenied', owner: 'idp' });
    expect(silent.findings[0] && wholeWords(silent.findings[0]).fix).toContain('decision');
  });
});

describe('a logout whose answer says in words what it minds', () => {
  const minded = (message: string, more: Parameters<typeof recordLogout>[1] = {}) =>
    recordLogout(world, { statusCodes: [STATUS_CODE.requester], message, ...more });

  test('SessionIndex, and the request names none: that is why', async () => {
    const exchanges = await minded('SessionIndex is required', { sessions: [] });
    const metadata = [world.idpMetadata, world.spMetadata];
    const { findings, flows } = await reportOf(exchanges, metadata);
    expect(findings[0]).toMatchObject({
      variant: 'logout-session-index',
      because: { code: 'session-index-missing', variant: 'not-named' },
      owner: 'sp',
    });
    expect(flows.at(-1)).toMatchObject({ outcome: 'refused', confidence: 'certain', next: null });
    const sound = await reportOf(await recordLogout(world, { sessions: [] }), metadata);
    expect(sound.flows.at(-1)?.outcome).toBe('succeeded');
    expect(sound.findings.filter(({ severity, outcome }) => outcome === 'fail' && severity !== 'info')).toEqual([]);
  });

  test('the user, where the request names another than the login', async () => {
    const exchanges = [...(await recordLogin(world)), ...(await minded('Unknown NameID', { user: 'anna' }))];
    const [first] = (await reportOf(exchanges)).findings;
    expect(first).toMatchObject({ variant: 'logout-name', because: { code: 'logout-nameid-differs' } });
  });

  test('a matter with which nothing is found: the words are the reason', async () => {
    const { findings, flows } = await reportOf(await minded('Message has expired'));
    expect(findings[0]).toMatchObject({ variant: 'logout-expired', owner: 'sp' });
    expect(flows.at(-1)).toMatchObject({ confidence: 'certain', next: null });
  });
});

describe('a logout whose answer says UnknownPrincipal', () => {
  test('is about NameID and session, even where the request is not signed', async () => {
    const sent = unsigned(await logout(STATUS_CODE.requester, STATUS_CODE.unknownPrincipal));
    const { findings } = await reportOf(sent);
    expect(findings[0]).toMatchObject({ code: 'status-not-success', variant: 'logout-UnknownPrincipal' });
    expect(findings[0]?.because ?? null).toBeNull();
    expect(findings[0] && wholeWords(findings[0]).fix).toMatch(/NameID/);
  });
});

describe('a logout that an SP answers with a failure', () => {
  test('is told as what that SP says, and who it is', async () => {
    const exchanges = await recordLogout(world, { from: 'idp', statusCodes: [STATUS_CODE.responder] });
    const { findings, flows } = await reportOf([...(await recordLogin(world)), ...exchanges]);
    expect(flows.at(-1)).toMatchObject({ kind: 'logout', outcome: 'refused' });
    expect(findings[0] && wholeWords(findings[0]).title).toContain('https://sp.example/saml/metadata');
  });

  test('a twin that was answered with Success succeeded', async () => {
    const exchanges = await recordLogout(world, { from: 'idp' });
    const { flows } = await reportOf([...(await recordLogin(world)), ...exchanges]);
    expect(flows.at(-1)).toMatchObject({ outcome: 'succeeded', cause: null });
  });
});

describe('a logout that was partial', () => {
  const at = START + 60_000;
  const partial = [STATUS_CODE.success, STATUS_CODE.partialLogout];
  /** The IdP asks another SP while the first one waits. */
  async function chain(status: number): Promise<Exchange[]> {
    const [asked, told] = await recordLogout(world, { statusCodes: partial });
    const [other] = await recordLogout(world, { name: 'y', at: at + 60, from: 'idp', answered: false });
    const url = other?.url.replace('https://sp.example', 'https://crm.example') ?? '';
    const late = told && { ...told, startedAt: at + 900 };
    return [asked, other && { ...other, url, status }, late].filter((each) => each !== undefined);
  }

  test('names the participant that the recording shows', async () => {
    const [first] = (await reportOf(await chain(500))).findings.filter(({ code }) => code === 'status-not-success');
    expect(first && wholeWords(first).title).toContain('In this recording it was crm.example');
  });

  test('and says that nobody is named where none does', async () => {
    const { findings } = await reportOf(await logout(...partial));
    expect(findings[0] && wholeWords(findings[0]).title).toContain('Which one is not told');
  });
});

describe('a certificate that is valid for 18 more days', () => {
  const untilCertificateEnds = Date.UTC(2026, 11, 14);

  test('is no candidate for a refusal', async () => {
    const refused = await recordLogin(world, { at: untilCertificateEnds, acsStatus: 500 });
    const { flows, findings } = await reportOf(refused, [world.idpMetadata, world.spMetadata]);
    expect(findings.map(({ code }) => code)).toContain('certificate-expires-soon');
    expect(flows[0]).toMatchObject({ outcome: 'refused' });
    expect(flows[0]?.candidates).not.toContain('certificate-expires-soon');
  });
});
