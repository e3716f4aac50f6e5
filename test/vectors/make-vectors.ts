import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import { BINDING } from '#shared/saml/names.ts';
import { writeIdpMetadata } from '#shared/saml/write/write-metadata.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { receiverOf } from '#test/fixtures/encrypter.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import { signWithXmldsigjs } from '#test/fixtures/xmldsigjs.ts';
import { type SignatureTemplate, signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';

const SP = 'https://sp.example/metadata';
const ACS = 'https://sp.example/acs';
const IDP = 'https://idp.example/metadata';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const RSA: SignatureTemplate = { id: '_assertion', signature: `${MORE}rsa-sha256`, digest: SHA256 };

/** A message and the certificate of whoever signed it, both as text. */
type Made = readonly [name: string, xml: string, certificatePem: string];

/** Lets every product make its vectors anew, with new keys, and writes them into a folder. */
export async function makeVectors(folder: string): Promise<void> {
  const place = makeWorkplace();
  try {
    const rsa = makeOpensslPair(place, 'rsa', KEY_KINDS['RSA 2048']);
    const ec = makeOpensslPair(place, 'ec', KEY_KINDS['P-256']);
    const sealer = makeOpensslPair(place, 'receiver', KEY_KINDS['RSA 2048']);
    const sign = (pair: OpensslPair, xml: string, template: SignatureTemplate) =>
      signWithXmlsec1(place, pair, xml, template);
    const made = [
      ...byXmlsec1(sign, rsa, ec, sealer),
      ['xmldsigjs-response', await signWithXmldsigjs(plainResponse(), '_response', rsa), rsa.certificatePem] as const,
      ...(await byNodeSaml(rsa)),
      await bySamlify(rsa),
      await bySamlp(),
    ];
    mkdirSync(folder, { recursive: true });
    for (const [name, xml, certificate] of made) {
      writeFileSync(join(folder, `${name}.xml`), xml);
      writeFileSync(join(folder, `${name}.pem`), certificate);
    }
    writeFileSync(join(folder, 'receiver.key'), sealer.keyPem);
  } finally {
    place.remove();
  }
}

function byXmlsec1(
  sign: (pair: OpensslPair, xml: string, template: SignatureTemplate) => string,
  rsa: OpensslPair,
  ec: OpensslPair,
  sealer: OpensslPair,
): readonly Made[] {
  const signed = sign(rsa, plainResponse(), RSA);
  const receiver = receiverOf(sealer.keyPem);
  const sealed = encryptPart(signed, /<saml:Assertion .*<\/saml:Assertion>/s, 'EncryptedAssertion', receiver);
  receiver.dispose();
  const p256 = { id: '_response', signature: `${MORE}ecdsa-sha256`, digest: SHA256 };
  return [
    ['xmlsec1-assertion', signed, rsa.certificatePem],
    ['xmlsec1-response-p256', sign(ec, plainResponse(), p256), ec.certificatePem],
    ['xmlsec1-both', sign(rsa, signed, { ...RSA, id: '_response' }), rsa.certificatePem],
    [
      'xmlsec1-sha1',
      sign(rsa, plainResponse(), { ...RSA, signature: `${DSIG}rsa-sha1`, digest: `${DSIG}sha1` }),
      rsa.certificatePem,
    ],
    ['xmlsec1-changed', signed.replace('>anne<', '>eddie<'), rsa.certificatePem],
    [
      'xmlsec1-wrapped',
      signed.replace('<saml:Assertion ', () => `${plainAssertion('_forged', 'eddie')}<saml:Assertion `),
      rsa.certificatePem,
    ],
    ['xmlsec1-sealed', sealed, rsa.certificatePem],
  ];
}

async function byNodeSaml({ keyPem, certificatePem }: OpensslPair): Promise<readonly Made[]> {
  const saml = new SAML({
    issuer: SP,
    callbackUrl: ACS,
    entryPoint: 'https://idp.example/sso',
    idpCert: certificatePem,
    privateKey: keyPem,
    publicCert: certificatePem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    authnRequestBinding: 'HTTP-POST',
    skipRequestCompression: true,
    signMetadata: true,
  });
  const { SAMLRequest } = await saml.getAuthorizeMessageAsync('', undefined, {});
  const request = Buffer.from(String(SAMLRequest), 'base64').toString('utf8');
  const metadata = saml.generateServiceProviderMetadata(null, certificatePem);
  return [
    ['node-saml-request', request, certificatePem],
    ['node-saml-metadata', metadata, certificatePem],
  ];
}

async function bySamlify({ keyPem, certificatePem }: OpensslPair): Promise<Made> {
  const at = (path: string) => [{ binding: BINDING.redirect, location: `https://idp.example/${path}` }];
  const metadata = writeIdpMetadata({
    entityId: IDP,
    certificates: [certificatePem],
    singleSignOn: at('sso'),
    singleLogout: at('slo'),
    nameIdFormats: [],
    wantAuthnRequestsSigned: false,
  });
  const idp = samlify.IdentityProvider({ metadata, privateKey: keyPem });
  const sp = samlify.ServiceProvider({
    entityID: SP,
    wantAssertionsSigned: true,
    assertionConsumerService: [{ Binding: BINDING.post, Location: ACS }],
  });
  const { context } = await idp.createLoginResponse(sp, { extract: { request: { id: '_request' } } }, 'post', {
    email: 'anne@example.com',
  });
  return ['samlify-response', Buffer.from(context, 'base64').toString('utf8'), certificatePem];
}

/** samlp is an IdP over HTTP: a login that begins there, up to the form with the response. */
async function bySamlp(): Promise<Made> {
  const sp = { entityId: SP, acs: ACS, slo: 'https://sp.example/slo', certificate: '' };
  const idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp });
  try {
    const answer = await fetch(`${idp.url}/start?user=anne`);
    const value = /name="SAMLResponse"\s+value="([^"]+)"/.exec(await answer.text())?.[1];
    if (value === undefined) throw new Error('samlp answered without a form');
    return ['samlp-response', Buffer.from(value, 'base64').toString('utf8'), idp.certificate];
  } finally {
    await idp.close();
  }
}
