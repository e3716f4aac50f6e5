import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { encryptAssertions } from '#shared/saml/write/encrypt-assertions.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import type { MESSAGE_KINDS } from '../../kinds/messages.ts';
import type { Plant } from '../pair.ts';
import { ECDSA, SHA_1, signAnew, withoutSignatures } from '../sign-anew.ts';
import { issued, onTheWay } from './responses.ts';
import { rewrittenRequest } from './rewritten-request.ts';

const OLD_ACS = 'https://old-portal.example/saml/acs';
const OTHER_ENTITY = 'https://other-app.example/saml/metadata';

const NEW_PAIR = otherPair('new key');
const EC_PAIR = makeEcPair();

/** How each kind of them is planted. */
export const MESSAGE_PLANTS: Readonly<Record<(typeof MESSAGE_KINDS)[number]['code'], Plant>> = {
  'audience-other': issued((xml) => xml.replace(/(<saml:Audience>)[^<]*/, `$1${OTHER_ENTITY}`)),
  'destination-other': issued((xml) =>
    xml.replace(/(\sDestination=")[^"]*/, `$1${OLD_ACS}`).replace(/(\sRecipient=")[^"]*/, `$1${OLD_ACS}`),
  ),
  'recipient-other': issued((xml) => xml.replace(/(\sRecipient=")[^"]*/, `$1${OLD_ACS}`)),
  'issuer-other': issued((xml) => xml.replace(/(<saml:Issuer[^>]*>)[^<]*/g, '$1https://other-idp.example/metadata')),
  unsigned: onTheWay(withoutSignatures),
  'changed-after-signing': onTheWay((xml) => xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1grace.lund@example.com')),
  'key-unknown': onTheWay(async (xml) => signAnew(xml, await otherPair('somebody'), (bare) => bare)),
  'key-rolled': keyRolled(),
  'sha-1': onTheWay((xml, { idp }) => signAnew(xml, idp.pair, (bare) => bare, SHA_1)),
  'ecdsa-changed': signedWithEcdsa((xml) => xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1grace.lund@example.com')),
  'ecdsa-key-unknown': onTheWay((xml) => signAnew(xml, EC_PAIR, (bare) => bare, ECDSA)),
  'ecdsa-unsupported': signedWithEcdsa(),
  'encrypted-for-other-key': { ...encryptedForOther(), sp: { decryption: await otherPair('portal') } },
  'name-missing': issued((xml) => xml.replace(/<saml:NameID[\s\S]*?<\/saml:NameID>/, '')),
  'attribute-missing': { sp: { requires: 'department' } },
  'account-unknown': { sp: { account: 'unknown' } },
  'name-case': secondNamed((name) => name.toUpperCase()),
  'name-other': secondNamed((name) => name.replace(/^[^@]*/, 'anne.lund')),
  'subject-other': {
    location: rewrittenRequest((xml) =>
      xml.replace(
        /(<\/saml:Issuer>)/,
        '$1<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>grace.lund@example.com</saml:NameID></saml:Subject>',
      ),
    ),
  },
  'assertion-missing': issued((xml) => xml.replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, '')),
  malformed: onTheWay((xml) => xml.replace(/(<saml:AttributeValue[^>]*>)/, '$1Research & Development')),
  cut: { page: (html) => html.replace(/(name="SAMLResponse"[^>]*?value="[^"]{2000})[^"]*/, '$1') },
  'request-other': issued((xml) => xml.replace(/(\sInResponseTo=")[^"]*/g, '$1_5b3f2f6d4a1c4be0a8d7')),
  unsolicited: { play: async ({ idp, sp, browser }) => idp.identify(browser, await idp.start(browser, sp.entityId)) },
  'sent-twice': {
    play: async ({ logIn, browser }) => {
      await logIn();
      const post = browser.visits.findLast(({ body }) => body?.includes('SAMLResponse=') ?? false);
      if (post === undefined) throw new Error('no response was sent');
      await browser.send({ method: 'POST', url: post.url, body: post.body, initiator: '127.0.0.1' });
    },
    isTaken: async ({ browser }) => (browser.visits.at(-1)?.status ?? 0) < 400,
  },
};

/** Another key pair than anybody knows. */
export async function otherPair(commonName: string) {
  const { privateKeyPem: key, certificatePem: certificate } = await makeSelfSigned({
    commonName,
    days: 365,
    now: Date.now(),
  });
  return { key, certificate };
}

/** Signed with a key on P-256 that both sides know as the IdP's; changed afterwards, if at all. */
export function signedWithEcdsa(change = (xml: string): string => xml): Plant {
  const known = (metadata: string) => withCertificate(metadata, EC_PAIR.certificate);
  return {
    ...onTheWay((xml) => change(signAnew(xml, EC_PAIR, (bare) => bare, ECDSA))),
    idpAsKnown: (idp) => ({ ...idp, pair: EC_PAIR, metadata: known(idp.metadata) }),
    given: ({ idp, sp }) => [known(idp.metadata), sp.metadata],
  };
}

/** Two logins; in the second the IdP names the user otherwise, whom the SP knows from the first. */
function secondNamed(change: (name: string) => string): Plant {
  let logins = 0;
  const { page = (html) => html } = issued((xml) =>
    xml.replace(/(<saml:NameID[^>]*>)([^<]*)/, (_, tag: string, name: string) => `${tag}${change(name)}`),
  );
  return {
    sp: { account: 'first' },
    page: (html, pair) => (html.includes('SAMLResponse') && ++logins > 1 ? page(html, pair) : html),
    play: async ({ logIn, browser }) => {
      logins = 0;
      await logIn();
      browser.cookies.clear('localhost');
      await logIn();
    },
    isTaken: async ({ browser }) => (browser.visits.at(-1)?.status ?? 0) < 400,
  };
}

/** Signed by a key that is new to everybody but the one who reads the IdP's present metadata. */
function keyRolled(): Plant {
  return {
    ...onTheWay(async (xml) => signAnew(xml, await NEW_PAIR, (bare) => bare)),
    given: async ({ idp, sp }) => {
      return [withCertificate(idp.metadata, (await NEW_PAIR).certificate), sp.metadata];
    },
  };
}

/** Metadata in which each certificate is that one. */
function withCertificate(metadata: string, pem: string): string {
  const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, '');
  return metadata.replaceAll(/(<(?:\w+:)?X509Certificate>)[^<]*/g, `$1${base64}`);
}

function makeEcPair() {
  const place = makeWorkplace();
  const { keyPem: key, certificatePem: certificate } = makeOpensslPair(place, 'ec', KEY_KINDS['P-256'], [
    ...['-subj', '/CN=idp.example'],
    ...['-days', '365'],
  ]);
  place.remove();
  return { key, certificate };
}

/** The assertion keeps its signature inside; the response around it is signed anew if it was signed. */
function encryptedForOther(): Plant {
  return onTheWay(async (xml, { idp, sp }) => {
    const certificate = await readCertificate(
      (await otherPair('old-portal')).certificate.replace(/-----[A-Z ]+-----|\s/g, ''),
    );
    const closed = await encryptAssertions(xml, { certificate, entityId: sp.entityId, ...METHODS });
    return signAnew(closed, idp.pair, (bare) => bare);
  });
}

const METHODS = {
  content: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  transport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
};
