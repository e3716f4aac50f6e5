import { makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { type Carried, messageIn, rewritten, type SpEvidence } from './evidence.ts';

/** The evidence with one thing wrong. */
export interface Twin {
  readonly breaks: string;
  /** Clauses that ask the same again, or of which this is a part. */
  readonly and?: readonly string[];
  /** @param key the SP's own, PKCS#8 PEM: what is changed in a message is signed again */
  readonly make: (evidence: SpEvidence, key: string) => SpEvidence | Promise<SpEvidence>;
}

const inMetadata =
  (from: string | RegExp, to: string) =>
  (evidence: SpEvidence): SpEvidence => {
    const metadata = evidence.metadata.replace(from, to);
    if (metadata === evidence.metadata) throw new Error(`the twin changes nothing: ${from}`);
    return { ...evidence, metadata };
  };

type MessageChange = (carried: Carried, key: string) => Carried | Promise<Carried>;

/** Changes every message of a kind. */
const inMessages =
  (kind: string, change: MessageChange) =>
  async (evidence: SpEvidence, key: string): Promise<SpEvidence> => {
    const sent = evidence.sent.map((each) => (messageIn(each).kind === kind ? change(each, key) : each));
    return { ...evidence, sent: await Promise.all(sent) };
  };

const inXml =
  (from: string | RegExp, to: string): MessageChange =>
  (carried, key) =>
    rewritten(carried, (xml) => xml.replace(from, to), key);

const byPost: MessageChange = (carried) => ({ ...carried, binding: 'post', query: '' });
const framed: MessageChange = (carried) => ({ ...carried, framed: true });
const unsigned: MessageChange = (carried) => ({ ...carried, query: carried.query.replace(/&SigAlg=.*$/, '') });
const tampered: MessageChange = (carried) => ({
  ...carried,
  query: carried.query.replace('RelayState=', 'RelayState=x'),
});

const withKey = (keyInfo: string) =>
  inMetadata(
    '<md:KeyDescriptor',
    `<md:KeyDescriptor use="signing"><ds:KeyInfo>${keyInfo}</ds:KeyInfo></md:KeyDescriptor><md:KeyDescriptor`,
  );

/** A further key of that kind, made by OpenSSL. */
const withCertificate = (kind: readonly string[]) => (evidence: SpEvidence) => {
  const place = makeWorkplace();
  try {
    const { certificatePem } = makeOpensslPair(place, 'weak', kind);
    const base64 = certificatePem.replace(/-----[^-]+-----|\s+/g, '');
    const info = `<ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>`;
    return withKey(info)(evidence);
  } finally {
    place.remove();
  }
};

const NAME_ID = /<saml:NameID[^>]*>[^<]*<\/saml:NameID>/;
const CLOSED =
  '<saml:EncryptedID><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedID>';

/** One for each clause that metadata decides. */
export const METADATA_TWINS: readonly Twin[] = [
  { breaks: 'SDP-G04a', make: inMetadata(/entityID="[^"]*"/, 'entityID="hub"') },
  { breaks: 'SDP-G04b', make: inMetadata(/entityID="[^"]*"/, `entityID="https://sp.example.org/${'x'.repeat(240)}"`) },
  { breaks: 'SDP-MD04a', make: inMetadata('</md:EntityDescriptor>', '') },
  { breaks: 'SDP-MD05', make: withKey('<ds:KeyName>hub</ds:KeyName>') },
  { breaks: 'SDP-MD06a', make: withCertificate(['-newkey', 'rsa:1024']) },
  { breaks: 'SDP-MD07', make: withCertificate(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp224r1']) },
  { breaks: 'SDP-MD08', and: ['SDP-SP39c'], make: inMetadata('use="encryption"', 'use="signing"') },
  { breaks: 'SDP-MD09a', and: ['SDP-SP39d'], make: inMetadata(/<mdui:Logo.*<\/mdui:Logo>/, '') },
  {
    breaks: 'SDP-MD09b',
    and: ['SDP-SP39d'],
    make: inMetadata(/<mdui:PrivacyStatementURL.*<\/mdui:PrivacyStatementURL>/, ''),
  },
  { breaks: 'SDP-MD10', make: inMetadata('>https://sp.example.org/logo.png<', '>http://sp.example.org/logo.png<') },
  { breaks: 'SDP-MD11', and: ['SDP-SP39f'], make: inMetadata('contactType="technical"', 'contactType="support"') },
  {
    breaks: 'SDP-SP09',
    make: inMetadata(
      '</md:SPSSODescriptor>',
      '<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://sp.example.org/acs" index="7"/></md:SPSSODescriptor>',
    ),
  },
  { breaks: 'SDP-SP15', and: ['SDP-SP39e'], make: inMetadata('>subject-id<', '>email<') },
  { breaks: 'SDP-SP39a', make: inMetadata(/md:SPSSODescriptor/g, 'md:AttributeAuthorityDescriptor') },
  { breaks: 'SDP-SP39b', make: inMetadata(/<md:AssertionConsumerService[^>]*>/, '') },
  {
    breaks: 'SDP-SP39c',
    and: ['SDP-MD08'],
    make: inMetadata(/<md:KeyDescriptor use="encryption">.*?<\/md:KeyDescriptor>/, ''),
  },
  {
    breaks: 'SDP-SP39d',
    make: (evidence) => {
      const [ui = ''] = /<mdui:UIInfo.*<\/mdui:UIInfo>/.exec(evidence.metadata) ?? [];
      return inMetadata(/<md:Extensions>/, `<md:Extensions>${ui}`)(inMetadata(ui, '')(evidence));
    },
  },
  {
    breaks: 'SDP-SP39e',
    and: ['SDP-SP15'],
    make: inMetadata(/<mdattr:EntityAttributes.*<\/mdattr:EntityAttributes>/, ''),
  },
  { breaks: 'SDP-SP39f', and: ['SDP-MD11'], make: inMetadata(/<md:ContactPerson.*<\/md:ContactPerson>/, '') },
  { breaks: 'SDP-SP39g', make: inMetadata('use="signing"', 'use="encryption"') },
  { breaks: 'SDP-SP39h', make: inMetadata(/<md:SingleLogoutService[^>]*>/, '') },
];

/** One for each clause that a recording decides. */
export const RECORDING_TWINS: readonly Twin[] = [
  {
    breaks: 'SDP-G02',
    make: inMessages('AuthnRequest', inXml(' ProtocolBinding', ` ProviderName="${'x'.repeat(257)}" ProtocolBinding`)),
  },
  {
    breaks: 'SDP-G03',
    make: inMessages('AuthnRequest', (carried) => ({ ...carried, xml: `<!--<!DOCTYPE x>-->${carried.xml}` })),
  },
  {
    breaks: 'SDP-ALG01a',
    make: inMessages('AuthnRequest', (carried, key) =>
      rewritten(carried, (xml) => xml, key, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'),
    ),
  },
  { breaks: 'SDP-SP02', make: inMessages('AuthnRequest', byPost) },
  { breaks: 'SDP-SP03', make: inMessages('AuthnRequest', framed) },
  {
    breaks: 'SDP-SP04a',
    make: inMessages(
      'AuthnRequest',
      inXml(
        '<samlp:RequestedAuthnContext',
        '<samlp:NameIDPolicy Format="urn:x:y" AllowCreate="true"/><samlp:RequestedAuthnContext',
      ),
    ),
  },
  {
    breaks: 'SDP-SP05b',
    make: inMessages('AuthnRequest', inXml(' ProtocolBinding', ' AssertionConsumerServiceIndex="0" ProtocolBinding')),
  },
  { breaks: 'SDP-SP06', make: inMessages('AuthnRequest', inXml('/hub/saml/acs"', '/HUB/saml/acs"')) },
  { breaks: 'SDP-SP07b', make: inMessages('AuthnRequest', inXml('Comparison="exact"', 'Comparison="minimum"')) },
  { breaks: 'SDP-SP25', make: inMessages('LogoutRequest', byPost) },
  { breaks: 'SDP-SP27', make: inMessages('LogoutRequest', framed) },
  { breaks: 'SDP-SP28', make: inMessages('LogoutRequest', tampered) },
  { breaks: 'SDP-SP29', make: inMessages('LogoutRequest', inXml(/(<saml:NameID[^>]*) Format="[^"]*"/, '$1')) },
  { breaks: 'SDP-SP30', make: inMessages('LogoutRequest', inXml(NAME_ID, CLOSED)) },
  { breaks: 'SDP-SP31', make: inMessages('LogoutResponse', byPost) },
  { breaks: 'SDP-SP33', make: inMessages('LogoutResponse', unsigned) },
];
