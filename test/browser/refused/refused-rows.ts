import { STATUS_CODE } from '#shared/saml/names.ts';
import type { RedirectMessage } from '#shared/wire/write-redirect.ts';
import { signResponse, unsigned } from '#test/integration/companion/forge.ts';
import { idpLogoutRequest, idpLogoutResponse, type Subject } from '#test/integration/companion/idp-messages.ts';
import { acsOf, answerTo, beginElsewhere, encoded, type Fields, requestIn, type Walk } from './walk.ts';

/** A refusal of the companion or of the test identity provider, met in a browser. */
export interface RefusedRow {
  readonly name: string;
  /** What the page names. */
  readonly code: string;
  /** The finding for the same cause, where it has another name. */
  readonly told?: string;
  readonly meet: (walk: Walk) => Promise<void>;
}

const postResponse = (walk: Walk, xml: string) => walk.post(acsOf(walk), [['SAMLResponse', encoded(xml)]]);

/** A login whose Response says something else, soundly signed. */
const said = (code: string, change: (xml: string) => string, told?: string): RefusedRow => ({
  name: `a Response: ${code}`,
  code,
  ...(told === undefined ? {} : { told }),
  meet: async (walk) =>
    postResponse(walk, await signResponse(change(unsigned(await answerTo(await walk.begin()))), walk.idp)),
});

/** A login whose Response is changed as it was signed. */
const sent = (
  name: string,
  code: string,
  change: (walk: Walk, xml: string) => Promise<string> | string,
): RefusedRow => ({
  name: `a Response ${name}`,
  code,
  meet: async (walk) => postResponse(walk, await change(walk, await answerTo(await walk.begin()))),
});

/** A form at the assertion consumer that cannot be read. */
const unread = (code: string, fields: Fields, told = 'message-unreadable', enctype?: string): RefusedRow => ({
  name: `a form: ${code}`,
  ...{ code, told },
  meet: async (walk) => {
    await walk.begin();
    await walk.post(acsOf(walk), fields, enctype);
  },
});
const asXml = (code: string, xml: string, told?: string) => unread(code, [['SAMLResponse', encoded(xml)]], told);

const during = (from: string, to: string) => (xml: string) =>
  xml.replace(/(<saml:Conditions NotBefore=")[^"]*(" NotOnOrAfter=")[^"]*/, `$1${from}$2${to}`);
const having = (name: string, value: string) => (xml: string) =>
  xml.replace(new RegExp(` ${name}="[^"]*"`), value === '' ? '' : ` ${name}="${value}"`);

/** Of the companion, to what it is sent for a login. */
export const LOGIN_ROWS: readonly RefusedRow[] = [
  said('audience-mismatch', (xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example')),
  said('recipient-mismatch', having('Recipient', 'https://other.example/acs')),
  said('destination-mismatch', having('Destination', 'https://other.example/acs')),
  said(
    'issuer-mismatch',
    (xml) => xml.replaceAll(/<saml:Issuer>[^<]*/g, '<saml:Issuer>https://other.example'),
    'other-idp-answered',
  ),
  said('conditions-expired', during('2019-12-31T00:00:00Z', '2020-01-01T00:00:00Z')),
  said('conditions-not-before', during('2099-01-01T00:00:00Z', '2099-01-02T00:00:00Z')),
  said('subject-confirmation-expired', (xml) =>
    xml.replace(/(<saml:SubjectConfirmationData[^>]*NotOnOrAfter=")[^"]*/, '$12020-01-01T00:00:00Z'),
  ),
  said('subject-confirmation-missing', (xml) => xml.replace('cm:bearer', 'cm:sender-vouches')),
  said('status-not-success', (xml) => xml.replace('status:Success', 'status:Responder')),
  said('in-response-to-unknown', (xml) => xml.replaceAll(/InResponseTo="[^"]*"/g, 'InResponseTo="_other"')),
  said('in-response-to-differs', (xml) => xml.replace(/(SubjectConfirmationData[^>]*InResponseTo=")[^"]*/, '$1_other')),
  said('unsolicited', (xml) => xml.replaceAll(/ InResponseTo="[^"]*"/g, ''), 'idp-initiated-refused'),
  said('version-unsupported', having('Version', '1.1')),
  said('issue-instant', having('IssueInstant', '2099-01-01T00:00:00Z'), 'clock-offset'),
  said('comment-in-value', (xml) => xml.replace(/(<saml:NameID[^>]*>)/, '$1anne<!-- x -->')),
  said('attribute-required-missing', (xml) => xml.replace('"email"', '"mail"')),
  said('user-unreadable', (xml) => xml.replace('"uid"', '"id"')),
  sent('changed after it was signed', 'signature-invalid', (_, xml) => xml.replace('>SalesUS<', '>SalesAUS<')),
  sent('without a signature', 'signature-missing', (_, xml) => unsigned(xml)),
  sent('signed by a stranger', 'signature-invalid', ({ stranger }, xml) => signResponse(unsigned(xml), stranger)),
  sent('signed with SHA-1', 'signature-weak', ({ idp }, xml) =>
    signResponse(unsigned(xml), idp, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
  ),
  {
    name: 'a Response posted twice',
    ...{ code: 'in-response-to-unknown', told: 'assertion-replayed' },
    meet: async (walk) => {
      const xml = await answerTo(await walk.begin());
      await postResponse(walk, xml);
      await postResponse(walk, xml);
    },
  },
  {
    name: 'a login that another browser began',
    code: 'login-of-another-browser',
    meet: async (walk) => {
      await walk.open(walk.world.idp.url);
      await postResponse(walk, await answerTo(await beginElsewhere(walk)));
    },
  },
  unread(
    'parameters-ambiguous',
    ['<samlp:Response/>', '<samlp:Response />'].map((xml) => ['SAMLResponse', encoded(xml)]),
  ),
  unread('input-empty', [['SAMLResponse', '']]),
  unread('base64-invalid', [['SAMLResponse', '$$$']]),
  unread('message-missing', [['x', 'y']], 'message-missing'),
  unread('body-not-a-form', [['SAMLResponse', encoded('<a/>')]], 'body-not-a-form', 'text/plain'),
  asXml('deflate-invalid', 'hello'),
  asXml('xml-not-well-formed', '<a><b></a>'),
  asXml('xml-doctype', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
  asXml('message-kind-unexpected', '<a/>', 'message-kind-unexpected'),
  {
    name: 'an identity provider that has no names of the format that is asked for',
    code: 'status-request-cause',
    meet: ({ world, open }) => open(`${world.url()}/formats/saml/login`),
  },
  {
    name: 'an identity provider that may not ask who it is',
    code: 'status-not-success',
    meet: ({ world, open }) => open(`${world.url()}/hub/saml/login?isPassive=true`),
  },
];

/** Who signs; null: nobody. */
type By = (walk: Walk) => RedirectMessage['signer'];
const bySp: By = (walk) => walk.bySp;
const byIdp: By = (walk) => walk.byIdp;
const byNobody: By = () => null;

/** A request to log in that asks for something else. */
const asked = (code: string, change: (xml: string) => string, told = code, by = bySp, name = code): RefusedRow => ({
  name: `an AuthnRequest: ${name}`,
  ...{ code, told },
  meet: async (walk) => {
    const xml = change(requestIn(await beginElsewhere(walk)));
    await walk.lead(`${walk.world.idp.url}/sso`, { parameter: 'SAMLRequest', xml, signer: by(walk) ?? null });
  },
});
const ofUnknown = (xml: string) => xml.replace(/(<saml:Issuer>)[^<]*/, '$1https://unknown.example');

/** Of the test identity provider, to requests to log in. */
export const REQUEST_ROWS: readonly RefusedRow[] = [
  asked('unknown-service-provider', ofUnknown),
  asked('signature-missing', (xml) => xml, undefined, byNobody),
  asked('signature-invalid', (xml) => xml, undefined, byIdp),
  asked('destination-mismatch', having('Destination', 'https://other.example/sso')),
  asked('request-malformed', having('Version', '1.1'), 'version-unsupported'),
  asked('request-malformed', having('ID', ''), 'id-missing', bySp, 'without an ID'),
  asked('unknown-acs', having('AssertionConsumerServiceURL', 'https://other.example/acs'), 'acs-url-unregistered'),
  asked('unsupported-binding', having('ProtocolBinding', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact')),
  {
    name: 'a LogoutRequest at the address for logins',
    code: 'message-unexpected',
    meet: (walk) =>
      walk.lead(`${walk.world.idp.url}/sso`, {
        ...{ parameter: 'SAMLRequest', xml: spLogoutRequest(walk), signer: walk.bySp },
      }),
  },
  {
    name: 'an AuthnRequest in an unknown encoding',
    ...{ code: 'encoding-unknown', told: 'encoding-deviation' },
    meet: async (walk) => walk.open(`${await beginElsewhere(walk)}&SAMLEncoding=urn:x`),
  },
  {
    name: 'a login page that was used already',
    code: 'login-expired',
    meet: async (walk) => {
      await walk.begin();
      await walk.post(`${walk.world.idp.url}/login`, [
        ['login', 'used'],
        ['user', 'anne'],
      ]);
    },
  },
];

const SUBJECT: Subject = {
  nameId: { value: 'anne', format: null, nameQualifier: null, spNameQualifier: null },
  sessionIndex: '_s',
};
const SUCCESS = { statusCodes: [STATUS_CODE.success], inResponseTo: '_none' };
const spIssuer = ({ world }: Walk) => `${world.url()}/hub/saml/metadata`;

function spLogoutRequest(walk: Walk): string {
  return idpLogoutRequest(walk.world, SUBJECT, { issuer: spIssuer(walk), destination: `${walk.world.idp.url}/slo` });
}

/** A logout message that comes to the companion, or to the identity provider. */
const logout = (
  to: 'sp' | 'idp',
  code: string,
  make: (walk: Walk) => string,
  { told = code, by = to === 'sp' ? byIdp : bySp, parameter = 'SAMLRequest' as RedirectMessage['parameter'] } = {},
): RefusedRow => ({
  name: `a logout message at the ${to === 'sp' ? 'companion' : 'identity provider'}: ${code}`,
  ...{ code, told },
  meet: async (walk) => {
    const url = to === 'sp' ? `${walk.world.url()}/hub/saml/slo` : `${walk.world.idp.url}/slo`;
    await walk.lead(url, { parameter, xml: make(walk), signer: by(walk) ?? null });
  },
});
const fromIdp =
  (changes: Parameters<typeof idpLogoutRequest>[2] = {}) =>
  ({ world }: Walk) =>
    idpLogoutRequest(world, SUBJECT, changes);
const RESPONSE = { parameter: 'SAMLResponse' } as const;

/** Of both, to messages of a logout. */
export const LOGOUT_ROWS: readonly RefusedRow[] = [
  logout('sp', 'logout-unsigned', fromIdp(), { by: byNobody }),
  logout('sp', 'signature-invalid', fromIdp(), { by: bySp }),
  logout('sp', 'issuer-mismatch', fromIdp({ issuer: 'https://other.example' })),
  logout('sp', 'destination-mismatch', fromIdp({ destination: 'https://other.example' })),
  logout('sp', 'issue-instant', fromIdp({ issueInstant: Date.UTC(2020, 0, 1) })),
  logout('sp', 'in-response-to-unknown', ({ world }) => idpLogoutResponse(world, SUCCESS), RESPONSE),
  logout('idp', 'signature-missing', spLogoutRequest, { by: byNobody, told: 'logout-unsigned' }),
  logout('idp', 'signature-invalid', spLogoutRequest, { by: byIdp }),
  logout('idp', 'destination-mismatch', (walk) =>
    having('Destination', 'https://other.example')(spLogoutRequest(walk)),
  ),
  logout('idp', 'request-expired', (walk) =>
    spLogoutRequest(walk).replace(' Version=', ' NotOnOrAfter="2020-01-01T00:05:00Z" Version='),
  ),
  logout('idp', 'name-id-missing', (walk) => spLogoutRequest(walk).replace(/<saml:NameID[\s\S]*<\/saml:NameID>/, ''), {
    told: 'nameid-missing',
  }),
  logout('idp', 'unknown-service-provider', (walk) => ofUnknown(spLogoutRequest(walk))),
  logout(
    'idp',
    'logout-not-asked',
    (walk) =>
      idpLogoutResponse(walk.world, {
        ...SUCCESS,
        ...{ issuer: spIssuer(walk), destination: `${walk.world.idp.url}/slo` },
      }),
    RESPONSE,
  ),
];
