import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { NAMEID_FORMAT, STATUS_CODE } from '#shared/saml/names.ts';
import { type IdpStand, idpIssues, recordIdpStand } from './idp-stand.ts';
import type { Scenario } from './scenario.ts';
import { recordStand, samlpIssues } from './stand.ts';

const USER_IS_NAMEID = async ({ world: { idp }, sp }: IdpStand) => ({
  metadataTexts: [idp.metadata, sp.metadata],
  connection: await parseConnection(
    { idp: { metadata: 'idp.xml' }, sp: { entityId: sp.entityId, acs: `${sp.url}/acs` }, user: { id: 'NameID' } },
    { metadata: async () => idp.metadata, pem: async () => '' },
  ),
});

/** The profile that the SP keeps of the session is changed before it asks for the logout. */
function loggedOutAs(changed: Readonly<Record<string, unknown>>) {
  return recordIdpStand({}, async (stand) => {
    await stand.logIn();
    for (const profile of stand.sp.sessions.values()) Object.assign(profile, changed);
    await stand.world.browser.open(`${stand.sp.url}/logout`);
  });
}

/** samlp answers with a status at the top level. */
const answered = (code: string, description?: string) =>
  recordStand({ idp: { error: { code, ...(description === undefined ? {} : { description }) } } });

/** samlp answers Responder, with this inside of it, as products send it. */
const answeredInside = (code: string) =>
  recordStand({
    idp: { error: { code: STATUS_CODE.responder }, saml: { signResponse: true } },
    onTheWay: samlpIssues((xml) =>
      xml.replace(
        /<samlp:StatusCode ([^>]*)\/>/,
        `<samlp:StatusCode $1><samlp:StatusCode Value="${code}"/></samlp:StatusCode>`,
      ),
    ),
  });

/** What the second level of a status is, and who must act by the words. */
const SECOND_LEVEL: readonly (readonly [name: string, code: string, says: string])[] = [
  ['AuthnFailed', STATUS_CODE.authnFailed, 'log of the IdP'],
  ['NoAuthnContext-not-asked', STATUS_CODE.noAuthnContext, 'Nothing is to be changed in the request'],
  ['NoPassive-not-asked', STATUS_CODE.noPassive, 'Nothing is to be changed in the request'],
  ['RequestDenied', STATUS_CODE.requestDenied, 'administrator of the IdP'],
  ['UnknownPrincipal', STATUS_CODE.unknownPrincipal, 'directory'],
  ['RequestUnsupported', STATUS_CODE.requestUnsupported, 'other side'],
  ['NoAvailableIDP', STATUS_CODE.noAvailableIdp, 'proxy'],
];

/** Who is meant, and what the other side says to it. */
export const SUBJECTS: readonly Scenario[] = [
  {
    row: 27,
    what: 'no NameID: logout is impossible',
    cause: ['nameid-missing', 'missing'],
    says: ['single logout'],
    play: () =>
      recordIdpStand({ onTheWay: idpIssues((xml) => xml.replace(/<saml:NameID [\s\S]*?<\/saml:NameID>/, '')) }),
  },
  {
    row: 27,
    what: 'a transient NameID used as the key of a user',
    cause: ['nameid-transient', 'used-as-user'],
    play: () =>
      recordIdpStand({ sp: { saml: { identifierFormat: NAMEID_FORMAT.transient } }, knowledge: USER_IS_NAMEID }),
  },
  {
    row: 27,
    what: 'NameIDPolicy is refused (InvalidNameIDPolicy)',
    cause: ['status-request-cause', 'nameid-format'],
    says: ['kerberos', 'At the SP ask for'],
    play: () =>
      recordIdpStand({
        sp: { saml: { identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' } },
      }),
  },
  {
    row: 28,
    what: 'the NameID has another Format at logout (AD FS event 368)',
    cause: ['logout-nameid-differs', 'format'],
    says: ['event 368', 'persistent', 'emailAddress'],
    play: () => loggedOutAs({ nameIDFormat: NAMEID_FORMAT.emailAddress }),
  },
  {
    row: 28,
    what: 'the NameID has lost its qualifiers at logout',
    cause: ['logout-nameid-differs', 'qualifiers'],
    says: ['SPNameQualifier'],
    play: () => loggedOutAs({ spNameQualifier: undefined }),
  },
  {
    row: 29,
    what: 'Requester',
    cause: ['status-not-success', 'Requester'],
    says: ['entity ID', 'to act'],
    play: () => answered(STATUS_CODE.requester),
  },
  {
    row: 29,
    what: 'Responder, with a message',
    cause: ['status-not-success', 'Responder'],
    says: ['log of the answering side', 'to act'],
    play: () => answered(STATUS_CODE.responder, 'out of order'),
  },
  {
    row: 29,
    what: 'NoPassive, which the SP takes for an error',
    cause: ['receiver-refused', 'no-passive'],
    says: ['ask again without IsPassive'],
    play: () => recordIdpStand({}, ({ world, sp }) => world.browser.open(`${sp.url}/login?passive`)),
  },
  ...SECOND_LEVEL.map(
    ([name, code, says]): Scenario => ({
      row: 29,
      what: `${name} inside of Responder`,
      cause: ['status-not-success', name],
      says: [says],
      play: () => answeredInside(code),
    }),
  ),
  {
    row: 29,
    what: 'UnsupportedBinding: the request asks for a binding that the IdP does not do',
    cause: ['status-request-cause', 'binding'],
    says: ['HTTP-POST'],
    play: () => answeredInside(STATUS_CODE.unsupportedBinding),
  },
  {
    row: 29,
    what: 'NoAuthnContext, because RequestedAuthnContext is too strict',
    cause: ['status-request-cause', 'authn-context'],
    says: ['X509', 'disableRequestedAuthnContext'],
    play: () =>
      recordStand({
        idp: { error: { code: STATUS_CODE.responder }, saml: { signResponse: true } },
        sp: {
          saml: {
            disableRequestedAuthnContext: false,
            authnContext: ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509'],
            racComparison: 'exact',
          },
        },
        onTheWay: samlpIssues((xml) =>
          xml.replace(
            /<samlp:StatusCode ([^>]*)\/>/,
            `<samlp:StatusCode $1><samlp:StatusCode Value="${STATUS_CODE.noAuthnContext}"/></samlp:StatusCode>`,
          ),
        ),
      }),
  },
  {
    row: 30,
    what: 'the response has no assertion',
    cause: ['response-without-assertion', 'none'],
    play: () =>
      recordIdpStand({
        onTheWay: idpIssues((xml) => xml.replace(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, '')),
      }),
  },
  {
    row: 30,
    what: 'the response has two assertions',
    cause: ['receiver-refused', 'several-assertions'],
    says: ['2 assertions'],
    play: () =>
      recordIdpStand({
        sp: { wantAssertionsSigned: false, saml: { wantAssertionsSigned: false } },
        onTheWay: idpIssues((xml) =>
          xml.replace(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, (one) => one + one.replace(/\bID="_/, 'ID="_2')),
        ),
      }),
  },
];
