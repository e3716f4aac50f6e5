import { casesOf } from '../case.ts';
import { IDP, IDP_SLO, IDP_SSO } from '../kit.ts';
import { change, idpMetadata, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const IDP_XML = idpMetadata('MIIB');
const SP_XML = spMetadata('MIIB');
const NAME = `entityID="${IDP}"`;
const SSO = /<md:SingleSignOnService [^>]*>/;
const CONSUMER = /<md:AssertionConsumerService [^>]*>/;
const CONSUMERS = /<md:AssertionConsumerService [^>]*>/.exec(SP_XML)?.[0] ?? '';

function idp(from: string | RegExp, to: string, more: Situation = {}): Situation {
  return { xml: change(IDP_XML, from, to), ...more };
}

function sp(from: string | RegExp, to: string): Situation {
  return { xml: change(SP_XML, from, to) };
}

function aggregate(...entities: readonly string[]): string {
  return `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</md:EntitiesDescriptor>`;
}

export const METADATA_FORM_CASES = [
  ...casesOf('metadata-entity-id', [
    ['fail', 'missing', 'there is none', idp(NAME, '')],
    ['fail', 'too-long', 'it has 2000 characters', idp(NAME, `entityID="https://${'x'.repeat(2000)}"`)],
    ['fail', 'not-a-uri', 'it is a word', idp(NAME, 'entityID="myidp"'), { severity: 'info' }],
  ]),
  ...casesOf('metadata-endpoint-missing', [
    ['fail', 'sso', 'the IdP has none', idp(SSO, '')],
    ['fail', 'acs', 'the SP has none', sp(CONSUMER, '')],
    ['fail', 'sso-binding', 'the IdP has SOAP only', idp(/HTTP-Redirect(?=" Location="[^"]*sso")/, 'SOAP')],
    ['fail', 'acs-binding', 'the SP has PAOS only', sp(/HTTP-POST(?=" Location="[^"]*acs")/, 'PAOS')],
  ]),
  ...casesOf('metadata-location', [
    ['fail', 'not-a-url', 'it is a path', idp(IDP_SSO, '/sso'), { received: '/sso' }],
    ['fail', 'http', 'it is http', idp(IDP_SSO, 'http://idp.example/sso'), { severity: 'warning' }],
  ]),
  ...casesOf('metadata-index-duplicate', [
    ['fail', 'index', 'two have the same', sp(CONSUMER, CONSUMERS + CONSUMERS)],
    [
      'fail',
      'default',
      'two are the default',
      sp(CONSUMER, [0, 1].map((index) => CONSUMERS.replace('index="0"', `index="${index}" isDefault="true"`)).join('')),
    ],
  ]),
  ...casesOf('metadata-encryption-key-missing', [
    ['fail', 'none', 'there is one for signing only', sp('<md:KeyDescriptor>', '<md:KeyDescriptor use="signing">')],
  ]),
  ...casesOf('metadata-validity', [
    ['fail', 'open', 'an aggregate has no end', { xml: aggregate(IDP_XML, SP_XML) }, { severity: 'warning' }],
    ['fail', 'far', 'it ends in ten years', idp('2026-02-01', '2036-02-01')],
  ]),
  ...casesOf('metadata-entity-repeated', [
    ['fail', 'repeated', 'one is there twice', { xml: aggregate(IDP_XML, IDP_XML) }, { received: IDP }],
  ]),
  ...casesOf('metadata-certificates-several', [
    [
      'fail',
      'several',
      'there are two',
      idp(
        '<md:KeyDescriptor',
        `${/<md:KeyDescriptor.*<\/md:KeyDescriptor>/.exec(idpMetadata('MIIC'))?.[0]}<md:KeyDescriptor`,
      ),
    ],
  ]),
  ...casesOf('metadata-slo-binding', [
    [
      'fail',
      'no-redirect',
      'only POST is offered',
      idp(
        `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP_SLO}"/>`,
        '',
      ),
      { received: 'HTTP-POST' },
    ],
  ]),
  ...casesOf('status-top-level', [
    ['fail', 'second-level', 'AuthnFailed stands outside', { changes: [['status:Success', 'status:AuthnFailed']] }],
  ]),
];
