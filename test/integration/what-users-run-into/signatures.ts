import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { run } from '#test/fixtures/outside-tool.ts';
import type { Scenario } from './scenario.ts';
import { onRedirects, onResponses, recordStand, type Stand, signedAnew } from './stand.ts';
import { inWorkplace } from './tools.ts';

const DAY = 86_400_000;

const replace = (from: string | RegExp, to: string) => (xml: string) => {
  if (!xml.match(from)) throw new Error(`nothing to change: ${from}`);
  return xml.replace(from, to);
};

/** Another pair of the same name: the old certificate, or a stranger's. */
const otherPair = (days = 365, now = Date.now()) => makeSelfSigned({ commonName: 'samlp', days, now });

/** The logout request goes without its signature. */
const onLogouts = () => ({
  location: (to: string) => (to.includes('/slo?SAMLRequest') ? to.replace(/&SigAlg=.*$/, '') : to),
});

const lowerCase = (query: string) => query.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase());
const upperCase = (query: string) => query.replace(/%[0-9a-f]{2}/g, (found) => found.toUpperCase());

/** Played with a RelayState whose escapes every library writes alike. */
const redirected = (rewrite: (query: string, stand: Stand) => string) =>
  recordStand({ onTheWay: onRedirects(rewrite) }, ({ logIn }) => withState(logIn, '/a+b'));
const withState = (logIn: Stand['logIn'], state: string) => logIn(`/login?state=${encodeURIComponent(state)}`);

/** What is signed, by what, and what became of it. */
export const SIGNATURES: readonly Scenario[] = [
  {
    row: 1,
    what: 'only the assertion is signed, and the SP wants the response signed',
    cause: ['receiver-refused', 'one-signature'],
    says: ['Invalid document signature', 'only the assertion'],
    play: () => recordStand({ idp: { saml: { signResponse: false } } }),
  },
  {
    row: 1,
    what: 'only the response is signed, and the SP wants the assertion signed',
    cause: ['assertion-signature-wanted', 'only-response'],
    play: () => recordStand({ idp: { saml: { signAssertion: false } } }),
  },
  {
    row: 1,
    what: 'only the response is signed, and the SP wants the assertion signed but its metadata does not say so',
    cause: ['receiver-refused', 'one-signature'],
    says: ['only the response'],
    play: () => recordStand({ idp: { saml: { signAssertion: false } }, sp: { wantAssertionsSigned: false } }),
  },
  {
    row: 2,
    what: 'why it failed: the digest',
    cause: ['signature-invalid', 'digest-mismatch'],
    play: () => recordStand({ onTheWay: onResponses(replace('Anne Foster', 'Anna Foster')) }),
  },
  {
    row: 2,
    what: 'why it failed: the signature value',
    cause: ['signature-invalid', 'signature-mismatch'],
    play: () => recordStand({ onTheWay: onResponses(replace(/(?<=<SignatureValue>)./, 'z')) }),
  },
  {
    row: 2,
    what: 'why it failed: another key, and which certificate was tried',
    cause: ['signature-invalid', 'wrong-key'],
    says: [/SHA-256/, 'Tried'],
    play: async () => {
      const { certificatePem: cert, privateKeyPem: key } = await otherPair();
      return recordStand({ idp: { saml: { cert, key } } });
    },
  },
  {
    row: 3,
    what: 'the IdP rolled its certificate, its metadata holds two, and the SP pinned the old one',
    cause: ['receiver-refused', 'certificate-rolled'],
    play: async () => {
      const old = await otherPair();
      return recordStand({
        sp: (idp) => ({
          idp: {
            certificate: old.certificatePem,
            entityId: idp.entityId,
            sso: `${idp.url}/sso`,
            slo: `${idp.url}/slo`,
          },
        }),
        knowledge: ({ idp, sp }) => ({
          metadataTexts: [withSecondCertificate(idp.metadata, old.certificatePem), sp.metadata],
        }),
      });
    },
  },
  {
    row: 4,
    what: 'the certificate has expired',
    cause: ['certificate-expired', 'expired'],
    play: () => withPair(otherPair(30, Date.now() - 60 * DAY)),
  },
  {
    row: 4,
    what: 'the certificate expires in days',
    cause: ['certificate-expires-soon', 'soon'],
    play: () => withPair(otherPair(30, Date.now() - 25 * DAY)),
  },
  {
    row: 5,
    what: 'a proxy made the escapes of a signed query lower-case',
    cause: ['redirect-signature-reencoded', 'letter-case'],
    play: () => redirected(lowerCase),
  },
  {
    row: 5,
    what: 'a proxy made AD FS’s lower-case escapes upper-case',
    cause: ['redirect-signature-reencoded', 'letter-case'],
    play: () => redirected((query, stand) => upperCase(signedAnew(lowerCase(query), stand))),
  },
  {
    row: 5,
    what: 'a proxy wrote the spaces of RelayState otherwise than they were signed',
    cause: ['redirect-signature-reencoded', 'spaces'],
    play: () =>
      redirected((query, stand) => {
        const spaced = query.replace(/RelayState=[^&]*/, 'RelayState=page%201');
        return signedAnew(spaced, stand).replace('page%201', 'page+1');
      }),
  },
  {
    row: 5,
    what: 'node-saml signs a RelayState by one escaping rule and sends it by another',
    cause: ['redirect-signature-reencoded', 'encoded-anew'],
    says: ['RelayState'],
    play: () => recordStand({}, ({ logIn }) => withState(logIn, 'page 1 (x)')),
  },
  {
    row: 5,
    what: 'RelayState has an apostrophe, which browsers escape',
    cause: ['redirect-signature-reencoded', 'encoded-anew'],
    says: ['%27'],
    play: () => redirected((query, stand) => signedAnew(query.replace(/RelayState=[^&]*/, "RelayState=it's"), stand)),
  },
  {
    row: 5,
    what: 'RelayState is sent and not signed',
    cause: ['redirect-signature-reencoded', 'relay-state-left-out'],
    play: () =>
      redirected((query, stand) => signedAnew(query, stand, (octets) => octets.replace(/&RelayState=[^&]*/, ''))),
  },
  {
    row: 6,
    what: 'SHA-1 on one side',
    cause: ['signature-weak', 'weak'],
    play: () => recordStand({ idp: { saml: { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' } } }),
  },
  {
    row: 6,
    what: 'AD FS wants logout signed (MSIS7084)',
    cause: ['receiver-refused', 'unsigned'],
    says: ['MSIS7084', 'LogoutRequest'],
    play: () =>
      recordStand({ onTheWay: onLogouts }, async ({ logIn, browser, sp }) => {
        await logIn();
        await browser.open(`${sp.url}/logout`);
      }),
  },
  {
    row: 7,
    what: 'pretty-printed by xmllint on its way, it no longer verifies',
    cause: ['content-reformatted', 'white-space-between'],
    play: () => recordStand({ onTheWay: onResponses(prettyPrint) }),
  },
];

/** A query with lower-case escapes that nobody touched, as AD FS sends it: nothing is wrong with it. */
export const asAdFsSigns = () => redirected((query, stand) => signedAnew(lowerCase(query), stand));

async function withPair(pair: ReturnType<typeof otherPair>) {
  const { certificatePem: cert, privateKeyPem: key } = await pair;
  return recordStand({
    idp: { saml: { cert, key } },
    sp: (idp) => ({ idp: { certificate: cert, entityId: idp.entityId, sso: `${idp.url}/sso`, slo: `${idp.url}/slo` } }),
    knowledge: ({ sp }) => ({ metadataTexts: [sp.metadata], certificatePems: [cert] }),
  });
}

function withSecondCertificate(metadata: string, pem: string): string {
  const [descriptor] = /<KeyDescriptor[\s\S]*?<\/KeyDescriptor>/.exec(metadata) ?? [];
  if (descriptor === undefined) throw new Error('no KeyDescriptor');
  const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, '');
  return metadata.replace(descriptor, descriptor.replace(/(?<=<X509Certificate>)[^<]*/, base64) + descriptor);
}

function prettyPrint(xml: string): string {
  return inWorkplace((place) => run('xmllint', ['--format', place.write('signed.xml', xml)]));
}
