import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { AUTHN_CONTEXT, BINDING, CONFIRMATION_METHOD, NAMEID_FORMAT, STATUS_CODE } from '#shared/saml/names.ts';
import { writeIdpMetadata, writeSpMetadata } from '#shared/saml/write/write-metadata.ts';
import { writeResponse } from '#shared/saml/write/write-response.ts';
import { writePostValue } from '#shared/wire/write-post.ts';

export const SP = { entityId: 'https://sp.example/metadata', acs: 'https://sp.example/acs' };
export const IDP = { entityId: 'https://idp.example/metadata', sso: 'https://idp.example/sso' };

/** What a reader is given of both sides, once. */
export interface BenchTrust {
  readonly certificatePem: string;
  readonly metadata: string;
  readonly spMetadata: string;
}

/** The IdP of a bench run: its key and what its metadata says. */
export interface BenchIdp extends BenchTrust {
  sign(xml: string, id: string): Promise<string>;
}

/** A response as it is posted, and as XML. */
export interface BenchResponse {
  readonly xml: string;
  readonly parameter: string;
}

/** Makes a key pair and the metadata of both sides. */
export async function makeIdp(now: number): Promise<BenchIdp> {
  const { privateKeyPem, certificatePem } = await makeSelfSigned({ commonName: 'idp.example', days: 365, now });
  const privateKey = await importPrivateKey(privateKeyPem);
  const certificate = certificatePem.replace(/-----[^-]+-----|\s/g, '');
  return {
    certificatePem,
    metadata: writeIdpMetadata({
      entityId: IDP.entityId,
      certificates: [certificatePem],
      singleLogout: [],
      nameIdFormats: [NAMEID_FORMAT.persistent],
      singleSignOn: [{ binding: BINDING.redirect, location: IDP.sso }],
      wantAuthnRequestsSigned: false,
    }),
    spMetadata: writeSpMetadata({
      entityId: SP.entityId,
      certificates: [],
      singleLogout: [],
      nameIdFormats: [],
      assertionConsumers: [SP.acs],
      authnRequestsSigned: false,
      wantAssertionsSigned: true,
    }),
    sign: (xml, id) => signElement(xml, { id, privateKey, certificate }),
  };
}

/** A response with a signed assertion and so many groups: none gives about 4 KB, 1,000 about 180 KB. */
export async function makeResponse(idp: BenchIdp, now: number, groups: number): Promise<BenchResponse> {
  const minute = 60_000;
  const values = Array.from({ length: groups }, (_, index) => groupName(index));
  const xml = writeResponse({
    id: '_response1',
    issueInstant: now,
    issuer: IDP.entityId,
    destination: SP.acs,
    inResponseTo: '_request1',
    statusCodes: [STATUS_CODE.success],
    assertions: [
      {
        id: '_assertion1',
        issueInstant: now,
        issuer: IDP.entityId,
        subject: {
          nameId: { value: 'anne', format: NAMEID_FORMAT.persistent, nameQualifier: null, spNameQualifier: null },
          confirmations: [
            {
              method: CONFIRMATION_METHOD.bearer,
              recipient: SP.acs,
              inResponseTo: '_request1',
              notOnOrAfter: now + 60 * minute,
            },
          ],
        },
        conditions: { notBefore: now - minute, notOnOrAfter: now + 60 * minute, audiences: [SP.entityId] },
        authnStatement: {
          authnInstant: now,
          sessionIndex: '_session1',
          sessionNotOnOrAfter: null,
          classRef: AUTHN_CONTEXT.passwordProtectedTransport,
        },
        attributes: [
          { name: 'mail', nameFormat: null, friendlyName: null, values: ['anne.foster@example.com'] },
          { name: 'displayName', nameFormat: null, friendlyName: null, values: ['Anne Foster'] },
          ...(values.length === 0 ? [] : [{ name: 'groups', nameFormat: null, friendlyName: null, values }]),
        ],
      },
    ],
  });
  const signed = await idp.sign(xml, '_assertion1');
  return { xml: signed, parameter: writePostValue(signed) };
}

/** As a directory names its groups: about 160 characters. */
function groupName(index: number): string {
  return `CN=Sales Region ${String(index).padStart(5, '0')},OU=Regional Sales,OU=Security Groups,OU=Accounts,OU=Europe Middle East and Africa,DC=corp,DC=emea,DC=example,DC=com`;
}
