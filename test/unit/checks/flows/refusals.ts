import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { NAMEID_FORMAT, STATUS_CODE } from '#shared/saml/names.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { exchangeOf, recordLogin, SP, START, signedQuery } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { answering, asking, change, header, issuedAt, knowledge, loginWithCookie, reportOf, world } from './kit.ts';

const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** The ACS turned the answer away, with this page. */
function refused(exchanges: readonly Exchange[], page: string | null = null, status = 400): Exchange[] {
  return change(exchanges, 'a-3', { status, redirectUrl: null, responseText: page });
}

const login = () => recordLogin(world);
const NGINX_502 =
  '<html><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.22.1</center></body></html>';
const SIGN_BOTH = ['_assertion-a', '_response-a'];
const signedTwice = () => answering((xml) => xml, { sign: SIGN_BOTH });

/** A logout that the IdP turned away, after a login. */
async function logoutRefused(sessionIndexes: readonly string[], rewrite = (query: string) => query) {
  const xml = writeLogoutRequest({
    id: '_logout-z',
    issueInstant: START + 60_000,
    issuer: SP,
    destination: 'https://idp.example/slo',
    nameId: { value: 'anne', format: NAMEID_FORMAT.persistent, nameQualifier: null, spNameQualifier: null },
    sessionIndexes,
  });
  const url = `https://idp.example/slo?${rewrite(await signedQuery('SAMLRequest', xml, world.sp))}`;
  return [...(await login()), exchangeOf('z-1', START + 60_000, { url, status: 400 })];
}

/** The value of the response is written otherwise. */
async function postedAs(write: (value: string) => string): Promise<Exchange[]> {
  const login = await recordLogin(world);
  const form = new URLSearchParams(login[2]?.requestBody?.text ?? '');
  form.set('SAMLResponse', write(form.get('SAMLResponse') ?? ''));
  const body = { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null };
  const sent = change(login, 'a-3', { requestBody: body });
  return change(sent, 'a-2', { responseText: null });
}

/** An answer to a request that was not recorded, while a newer one is open. */
async function old() {
  const [, , post] = await login();
  const newer = (await recordLogin(world, { name: 'b', at: START + 500 })).slice(0, 2);
  const open = newer.map((exchange) => ({ ...exchange, responseText: null }));
  return refused([...open, ...(post === undefined ? [] : [post])], 'InResponseTo is not valid');
}

async function encrypted() {
  const receiver = makeReceiver();
  try {
    return await answering((xml) => encryptPart(xml, ASSERTION, 'EncryptedAssertion', receiver));
  } finally {
    receiver.dispose();
  }
}

/** The ACS sends the browser on, and the page behind it breaks down. */
async function brokenBehind(status: number) {
  const open = await login();
  const last = open.at(-1);
  const page = '<html><body><h1>Oops</h1><p>An unexpected condition was met.</p></body></html>';
  const behind = { url: last?.redirectUrl ?? '', status, responseText: page };
  return [...open, exchangeOf('a-4', (last?.startedAt ?? 0) + 200, behind)];
}

const twice = (xml: string) => xml.replace(ASSERTION, (one) => one + one.replace('_assertion-a', '_assertion-b'));
const both = () => answering(twice, { sign: ['_assertion-b', ...SIGN_BOTH] });

/** What the receiver minded: by its page, or by what is peculiar about the message. */
const NOT_SENT = { status: null, redirectUrl: null };

const ROWS: readonly (readonly [variant: string, recording: () => Promise<readonly Exchange[]>, says: RegExp])[] = [
  ['response', async () => refused(await login()), /Look into the log of sp\.example/],
  [
    'with-cookie',
    async () => refused(change(await login(), 'a-3', { requestHeaders: [header('Cookie', 'session=1')] })),
    /A cookie came with it/,
  ],
  ['landing', () => brokenBehind(500), /took the Response and led on.*making or loading the user’s account/],
  [
    'request-unknown',
    async () => refused(await login(), 'Wrong InResponseTo'),
    /though it made that request itself.*“Wrong InResponseTo”/,
  ],
  [
    'request-unseen',
    async () => refused((await login()).slice(2), 'Wrong InResponseTo'),
    /That request is not in the recording.*“Wrong InResponseTo”/,
  ],
  [
    'phrase',
    async () => refused(await login(), 'InResponseTo is not valid'),
    /does not know the request that is answered.* It says: “InResponseTo is not valid”.*cacheProvider/,
  ],
  [
    'explained',
    async () => refused(await postedAs((value) => value.replaceAll('+', '-').replaceAll('/', '_')), 'Cannot parse it'),
    /is in base64url.*%2B/,
  ],
  [
    'phrase',
    async () => refused(await login(), 'Login failed: the required attribute "department" is missing.'),
    /misses an attribute of the user.*“Login failed.*The IdP sent: .*attribute map/,
  ],
  ['phrase', async () => refused(await login(), 'There is no account for anne.'), /has no account.*Make the account/],
  ['phrase', async () => refused(await login(), 'Not assigned to this application.'), /may not use.*Assign the user/],
  [
    'status',
    async () => change((await login()).slice(0, 2), 'a-2', { status: 502, responseText: NGINX_502 }),
    /identity provider/,
  ],
  ['phrase', async () => refused(await login(), 'CSRF token mismatch.', 419), /never looked at.*validateCsrfTokens/],
  ['status', async () => refused(await login(), null, 413), /larger than a server.*client_max_body_size/],
  ['status', async () => refused(await login(), '<h1>Hm</h1>', 502), /no sound answer/],
  [
    'status',
    async () => change((await login()).slice(0, 2), 'a-2', { status: 404, responseText: null }),
    /request was sent to/,
  ],
  [
    'explained',
    async () => refused(await answering((xml) => xml.replaceAll('>anne<', '> anne <')), 'No account matches.'),
    /No account matches.*The reason: There is white space around the NameID/,
  ],
  ['other-request', old, /answers another request than the last one made here \(_request-a, not _request-b\)/],
  ['one-signature', async () => refused(await login(), '<p>Invalid document signature</p>'), /only the assertion is/],
  ['signature', async () => refused(await signedTwice(), '{"error":"Invalid signature"}'), /“Invalid signature”/],
  ['several-assertions', async () => refused(await both()), /2 assertions/],
  [
    'no-passive',
    async () =>
      refused(
        await asking(
          (query) => query,
          (xml) => xml.replace(' Version=', ' IsPassive="true" Version='),
          { statusCodes: [STATUS_CODE.responder, STATUS_CODE.noPassive] },
        ),
      ),
    /IsPassive/,
  ],
  [
    'encryption',
    async () => refused(await encrypted()),
    /by aes256-cbc with rsa-oaep-mgf1p, for a key that it does not name/,
  ],
  ['clock', async () => refused(await issuedAt(60_000)), /the clock of the IdP is \d+ seconds ahead/],
  ['clock', async () => refused(await login(), 'The login is not yet valid'), /not yet valid/],
  ['audience', async () => refused(await login(), 'Bad audience'), /character by character/],
  ['addressing', async () => refused(await login(), 'Wrong recipient'), /character by character/],
  ['unsigned', () => logoutRefused(['session-a'], (query) => query.replace(/&SigAlg.*/, '')), /MSIS7084/],
  ['session-index', () => logoutRefused([]), /SessionIndex session-a/],
  ['logout-silent', () => logoutRefused(['session-a']), /log of idp\.example/],
  [
    'request',
    async () => change((await login()).slice(0, 2), 'a-2', { status: 400, responseText: null }),
    /log of idp\.example/,
  ],
  [
    'url-too-long',
    async () => change((await asking((query) => `${query}&x=${'x'.repeat(3000)}`)).slice(0, 2), 'a-2', { status: 414 }),
    /maxQueryString/,
  ],
  [
    'unreachable',
    async () => change(await login(), 'a-3', { status: null, error: 'net::ERR_CONNECTION_REFUSED', redirectUrl: null }),
    /ERR_CONNECTION_REFUSED/,
  ],
  [
    'untrusted',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'net::ERR_CERT_DATE_INVALID' }),
    /certificate/,
  ],
  ['redirects', async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'NS_ERROR_REDIRECT_LOOP' }), /undo/],
  [
    'page-policy',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'net::ERR_BLOCKED_BY_CSP' }),
    /form-a/,
  ],
  [
    'mixed-content',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'net::ERR_BLOCKED_BY_MIXED_CONTENT' }),
    /plain http/,
  ],
  [
    'aborted',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'NS_BINDING_ABORTED' }),
    /broke the Response to sp\.example off.*Whether it arrived is not known/,
  ],
  [
    'unreachable',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'net::ERR_CONNECTION_ABORTED' }),
    /did not reach/,
  ],
  [
    'offline',
    async () => change(await login(), 'a-3', { ...NOT_SENT, error: 'net::ERR_INTERNET_DISCONNECTED' }),
    /no network/,
  ],
];

describe('a receiver that turns a sound message away', () => {
  it.each(ROWS)('%s', async (variant, recording, says) => {
    const report = await reportOf(await recording());
    const finding = report.findings.find(({ code }) => code === 'receiver-refused');
    expect(finding?.variant).toBe(variant);
    const { title, fix } = wholeWords(finding ?? report.findings[0] ?? never());
    expect(`${title} ${fix}`).toMatch(says);
  });

  it('certificate-rolled: the IdP has another certificate besides the one that signs', async () => {
    const [descriptor = ''] = /<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/.exec(world.spMetadata) ?? [];
    const rolled = world.idpMetadata.replace('<md:KeyDescriptor', () => `${descriptor}<md:KeyDescriptor`);
    const known = await knowledgeFrom({ metadataTexts: [rolled, world.spMetadata] });
    const found = async (given: typeof known) =>
      (await reportOf(refused(await signedTwice(), 'Invalid signature'), given)).findings[0];
    expect(await found(known)).toMatchObject({ code: 'receiver-refused', variant: 'certificate-rolled' });
    expect(await found(knowledge)).toMatchObject({ code: 'receiver-refused', variant: 'signature' });
  });

  it('weak-signature: SHA-1', async () => {
    const weak = await answering((xml) => xml, { sign: SIGN_BOTH, algorithm: RSA_SHA1 });
    const { findings } = await reportOf(refused(weak));
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'weak-signature' });
  });

  it('looks for what it minds in what it turned away, and not in the request, which nobody signs', async () => {
    const bare = (url: string) => url.replace(/&SigAlg=.*$/, '');
    const turned = refused(await login(), 'Unable to verify the signature of the assertion').map((each) => ({
      ...each,
      url: bare(each.url),
      redirectUrl: each.redirectUrl === null ? null : bare(each.redirectUrl),
    }));
    const { findings, flows } = await reportOf(turned);
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'signature' });
    expect(flows[0]?.candidates).not.toContain('signature-missing');
  });

  it('goes by what the receiver says rather than by a cookie that was missing', async () => {
    const begun = await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 400);
    const first = async (page: string) => (await reportOf(refused(begun, page))).findings[0];
    expect(await first('Invalid document signature')).toMatchObject({ variant: 'one-signature' });
    expect(await first('InResponseTo is not valid')).toMatchObject({ code: 'cookie-not-sent', variant: 'lax' });
    expect(await first('An error occurred')).toMatchObject({ code: 'cookie-not-sent', variant: 'lax' });
  });

  it('names a cookie that was missing beside a signature that nobody could verify, where the receiver says nothing', async () => {
    const begun = await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 400);
    const nothingKnown = await knowledgeFrom({});
    const { findings, flows } = await reportOf(refused(begun, 'An error occurred'), nothingKnown);
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', confidence: 'possible' });
    expect(flows[0]?.cause?.code).toBe('receiver-refused');
    expect(flows[0]?.candidates).toEqual(expect.arrayContaining(['signature-untrusted', 'cookie-not-sent']));
    const spoken = await reportOf(refused(begun, 'Your session could not be found.'), nothingKnown);
    expect(spoken.findings[0]).toMatchObject({ code: 'cookie-not-sent', confidence: 'certain' });
  });

  it('quotes the beginning of what data say at length, and of a page of as much nothing', async () => {
    const long = `Zkqx ${'vrelt osmi kadun '.repeat(20)}`;
    const title = async (page: string) => {
      const { findings } = await reportOf(refused(await signedTwice(), page));
      return findings[0] === undefined ? '' : wholeWords(findings[0]).title;
    };
    expect(await title(JSON.stringify({ message: long }))).toContain('“Zkqx');
    expect(await title(`<html><body><p>${long}</p></body></html>`)).not.toContain('Zkqx');
  });

  it('takes “access denied” to a logout for no word about a user', async () => {
    const denied = change(await logoutRefused(['_session-a'], (query) => query.replace(/&SigAlg=.*$/, '')), 'z-1', {
      status: 403,
      responseText: 'You do not have permission to access this page.',
    });
    expect((await reportOf(denied)).findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'unsigned' });
    const signed = change(await logoutRefused(['_session-a']), 'z-1', { status: 403, responseText: 'Access denied.' });
    expect((await reportOf(signed)).findings[0]).not.toMatchObject({ variant: 'unsigned' });
  });

  it('blames no cookie for what stands in front, nor for a link to log in again', async () => {
    const begun = await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 400);
    const first = async (page: string, status = 400) => (await reportOf(refused(begun, page, status))).findings[0];
    const filter = await first('Forbidden (403) CSRF verification failed. Request aborted.', 403);
    expect(filter).toMatchObject({ code: 'receiver-refused', owner: 'sp', facts: { topic: 'csrf' } });
    expect(await first('503 Service Temporarily Unavailable nginx', 503)).toMatchObject({ code: 'receiver-refused' });
    const bare = await answering((xml) => xml.replace(ASSERTION, ''));
    const cookies = change(bare, 'a-1', { responseHeaders: begun[0]?.responseHeaders ?? [] });
    const { findings } = await reportOf(refused(cookies, '<p>The login was refused.</p><a href="/">Log in again</a>'));
    expect(findings[0]).toMatchObject({ code: 'response-without-assertion' });
  });

  it('goes by what it verified rather than by a page that finds the signature invalid', async () => {
    const { findings } = await reportOf(refused(await signedTwice(), 'Error: FAILED_TO_VERIFY_SIGNATURE', 500));
    expect(findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'signature', owner: 'sp' });
  });

  it('says an address that is not registered is one, and no missing user', async () => {
    const url = 'https://sp.example/other-acs';
    const asked = await asking(
      (query) => query,
      (xml) => xml.replace(/(AssertionConsumerServiceURL=")[^"]*/, `$1${url}`),
    );
    const page = 'The answer would go to an address that is not registered';
    const turned = change(asked.slice(0, 2), 'a-2', { status: 403, responseText: page });
    expect((await reportOf(turned)).findings[0]).toMatchObject({ code: 'acs-url-unregistered' });
  });

  it('quotes an IdP that turns the same request away behind its login page', async () => {
    const [begin, asked] = await login();
    if (begin === undefined || asked === undefined) throw new Error('no request');
    const answer = { status: 400, responseText: 'Error: the SAMLRequest message MUST be signed' };
    const again = { ...asked, ...answer, id: 'a-9', url: `${asked.url}&user=anne`, startedAt: START + 900 };
    const { findings } = await reportOf([begin, { ...asked, responseText: '<p>Who?</p>' }, again]);
    expect(findings[0]).toMatchObject({ code: 'receiver-refused' });
    expect(findings[0]?.facts['said']).toContain('MUST be signed');
  });

  it('has the IdP act that misses the metadata of the SP, and names SigAlg where a signed URL lost it', async () => {
    const turned = async (rewrite: (query: string) => string, responseText: string) => {
      const asked = (await asking(rewrite)).slice(0, 2);
      return (await reportOf(change(asked, 'a-2', { status: 500, responseText }))).findings[0];
    };
    const unknown = await turned(
      (query) => query,
      "Metadata not found. Unable to locate metadata for 'https://sp.example'",
    );
    expect(unknown).toMatchObject({ code: 'receiver-refused', owner: 'idp', facts: { topic: 'metadata' } });
    const lost = await turned((query) => query.replace(/&SigAlg=[^&]*/, ''), 'no signature found on message');
    expect(lost?.because?.code ?? lost?.code).toBe('redirect-parameters');
  });

  it('understands the page of our own companion about an attribute', async () => {
    const begun = await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 400);
    const page =
      'The identity provider vouched for you, but did not send everything that this connection needs. The required attribute department did not come.';
    const { findings } = await reportOf(refused(begun, page));
    expect(findings[0]).toMatchObject({
      code: 'receiver-refused',
      owner: 'idp',
      facts: { topic: 'attribute-missing' },
    });
  });

  it('has the advice for the product on what it minded', () => {
    const asked = { kind: 'Response', host: 'sp', status: '400' };
    const facts = { vendor: 'Entra ID', sender: 'idp', suspect: 'signature-on-one', ...asked };
    const refusal = {
      code: 'receiver-refused',
      variant: 'one-signature',
      severity: 'error',
      kind: 'Response',
    } as const;
    const finding = makeFinding({ ...refusal, message: 0, path: '/', clause: '', facts, owner: 'sp' });
    expect(wholeWords(finding).fix).toContain('Sign SAML response and assertion');
  });

  it('quotes a page as text, and no more of it than a sentence', async () => {
    const page = `<html><head><title>signature</title></head><body><script>signature</script>${'Hello. '.repeat(200)}The signature &lt;b&gt; is bad. More.</body></html>`;
    const { findings } = await reportOf(refused(await login(), page));
    expect(findings[0]?.facts['said']).toBe(' It says: “The signature <b> is bad. More.”');
  });
});

describe('a message that cannot be read', () => {
  it('is a finding', async () => {
    const body = { mimeType: 'application/x-www-form-urlencoded', text: 'SAMLResponse=%3F%3F', params: null };
    const { findings } = await reportOf(change(await login(), 'a-3', { requestBody: body }));
    expect(findings.map(({ code }) => code)).toContain('message-unreadable');
  });

  it('is told as sent broken where it ends like XML and is none, and is read once it is mended', async () => {
    const broken = await answering((xml) => xml.replace('>Sales<', '>R&D<'), { sign: [] });
    const { findings } = await reportOf(broken);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'message-unreadable', variant: 'malformed' }));
    const twin = await reportOf(await answering((xml) => xml.replace('>Sales<', '>R&amp;D<')));
    expect(twin.findings.map(({ code }) => code)).not.toContain('message-unreadable');
  });

  it('is of another kind where what was sent is XML and none of SAML', async () => {
    const value = encodeURIComponent(Buffer.from('<order><item/></order>').toString('base64'));
    const requestBody = { mimeType: 'application/x-www-form-urlencoded', text: `SAMLResponse=${value}`, params: null };
    const { findings } = await reportOf(change(await login(), 'a-3', { requestBody }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'message-unreadable', variant: 'other' }));
  });
});

function never(): never {
  throw new Error('nothing was found');
}
