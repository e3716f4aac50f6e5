import { casesOf } from '../case.ts';
import { IDP, IDP_SLO, IDP_SSO } from '../kit.ts';
import { aggregate, change, idpMetadata, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const IDP_XML = idpMetadata('MIIB');
const SP_XML = spMetadata('MIIB');
const NAME = `entityID="${IDP}"`;
const PROTOCOL = / protocolSupportEnumeration="[^"]*"/;
const SSO = /<md:SingleSignOnService [^>]*>/;
const CONSUMER = /<md:AssertionConsumerService [^>]*>/;
const CONSUMERS = /<md:AssertionConsumerService [^>]*>/.exec(SP_XML)?.[0] ?? '';

function idp(from: string | RegExp, to: string, more: Situation = {}): Situation {
  return { xml: change(IDP_XML, from, to), ...more };
}

function sp(from: string | RegExp, to: string): Situation {
  return { xml: change(SP_XML, from, to) };
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
    ['fail', 'not-a-url', 'a template was not filled in', idp(IDP_SSO, 'https://{{host}}/sso')],
    [
      'fail',
      'here',
      'one is at this machine, and the others are not',
      idp(IDP_SSO, 'https://localhost:8443/sso'),
      { severity: 'error' },
    ],
    [
      'fail',
      'here',
      'everything is at this machine, to try things out',
      { xml: IDP_XML.replaceAll('https://idp.example', 'http://127.0.0.1:4041') },
      { severity: 'warning' },
    ],
    ['fail', 'inside', 'one has a private address', idp(IDP_SSO, 'https://192.168.4.7/sso'), { severity: 'warning' }],
    ['fail', 'inside', 'one has a name without a dot', idp(IDP_SSO, 'https://adfs01/adfs/ls/')],
    ['fail', 'http', 'it is http', idp(IDP_SSO, 'http://idp.example/sso'), { severity: 'warning' }],
  ]),
  ...casesOf('metadata-index-duplicate', [
    ['fail', 'index', 'two have the same', sp(CONSUMER, CONSUMERS + CONSUMERS)],
    ['fail', 'missing', 'one has none', sp(' index="0"', '')],
    [
      'fail',
      'default',
      'two are the default',
      sp(CONSUMER, [0, 1].map((index) => CONSUMERS.replace('index="0"', `index="${index}" isDefault="true"`)).join('')),
    ],
  ]),
  ...casesOf('metadata-white-space', [
    ['fail', 'entity-id', 'there is a space behind it', idp(NAME, `entityID="${IDP} "`), { severity: 'error' }],
    ['fail', 'entity-id', 'there is a line break before it', idp(NAME, `entityID="&#10;${IDP}"`)],
    ['fail', 'entity-id', 'there is a space in it', idp(NAME, `entityID="https://idp.example/ my metadata"`)],
    [
      'fail',
      'address',
      'there is one behind an address',
      idp(`"${IDP_SSO}"`, `"${IDP_SSO} "`),
      { received: `${IDP_SSO} ` },
    ],
    [
      'fail',
      'address',
      'there is one before an ACS URL',
      sp('Location="https://sp.example/acs', 'Location=" https://sp.example/acs'),
    ],
  ]),
  ...casesOf('metadata-protocol', [
    ['fail', 'missing', 'it says nothing', idp(PROTOCOL, ''), { severity: 'error' }],
    ['fail', 'missing', 'it says an empty word', idp(PROTOCOL, ' protocolSupportEnumeration=" "')],
    [
      'fail',
      'misspelt',
      'it says the namespace of metadata',
      idp(/SAML:2.0:protocol/, 'SAML:2.0:metadata'),
      { severity: 'error' },
    ],
    [
      'fail',
      'misspelt',
      'two are joined by a comma',
      sp(/SAML:1.1:protocol|SAML:2.0:protocol/, 'SAML:1.1:protocol,urn:oasis:names:tc:SAML:2.0:protocol'),
    ],
    ['fail', 'other', 'it is for SAML 1.1', idp('SAML:2.0:protocol', 'SAML:1.1:protocol'), { severity: 'info' }],
  ]),
  ...casesOf('metadata-id', [
    [
      'fail',
      'not-a-name',
      'it begins with a digit',
      idp(NAME, `ID="4be1" ${NAME}`),
      { severity: 'error', received: '4be1' },
    ],
    ['fail', 'not-a-name', 'there is a colon in it', idp(NAME, `ID="_a:b" ${NAME}`)],
    ['fail', 'missing', 'it is empty', idp(NAME, `ID="" ${NAME}`), { severity: 'error' }],
    [
      'fail',
      'missing',
      'what is signed has none',
      idp('<md:IDPSSODescriptor', '<ds:Signature><ds:Reference URI="#_x"/></ds:Signature><md:IDPSSODescriptor'),
      { severity: 'warning' },
    ],
  ]),
  ...casesOf('metadata-cache-duration', [
    [
      'fail',
      'unreadable',
      'it is a number of seconds',
      idp(NAME, `cacheDuration="86400" ${NAME}`),
      { severity: 'error' },
    ],
    ['fail', 'unreadable', 'hours stand without their T', idp(NAME, `cacheDuration="P8H" ${NAME}`)],
    ['fail', 'unreadable', 'it is negative', idp(NAME, `cacheDuration="-PT1H" ${NAME}`)],
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
