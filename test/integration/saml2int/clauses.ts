import { entityIn, type SpEvidence } from './evidence.ts';
import { readDerCertificate } from './key-sizes.ts';
import {
  algorithmsSaid,
  certificatesFor,
  endpointsOf,
  isSignedByQuery,
  namesAlike,
  ofEach,
  ofEntity,
  ofRole,
  sent,
  stringsSaid,
  type Verdict,
  when,
} from './verdicts.ts';

/** A clause of SAML2Int 2.0 that binds a service provider, and how its metadata and a recording decide it. */
export interface Clause {
  readonly id: string;
  readonly asks: string;
  readonly judge: (evidence: SpEvidence) => Verdict;
}

const ALLOWED = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
];

const isUrl = (text: string) => URL.canParse(text);
const isHttps = (text: string) => URL.parse(text)?.protocol === 'https:';
const hasTechnicalContact = ofEntity(({ contacts }) =>
  when(contacts.some(({ type, emails }) => type === 'technical' && emails.length > 0)),
);
const hasSignal = ofEntity(({ extensions }) => {
  const signal = extensions.entityAttributes.filter(
    ({ name }) => name === 'urn:oasis:names:tc:SAML:profiles:subject-id:req',
  );
  return when(signal.length === 1 && /^(?:subject-id|pairwise-id|any|none)$/.test(signal[0]?.values.join() ?? ''));
});
const offersEncryption = ofRole((role) => when(certificatesFor(role, 'encryption').length > 0));

/** Every UIInfo of the entity, wherever it stands. */
const uiOf = (evidence: SpEvidence) => {
  const entity = entityIn(evidence);
  return [entity?.extensions, ...(entity?.roles ?? []).map(({ extensions }) => extensions)].flatMap(
    (extensions) => extensions?.uiInfo ?? [],
  );
};
const logsOut = (evidence: SpEvidence) => sent(evidence, 'LogoutRequest').length > 0;

/** The 21 that metadata decides. */
export const BY_METADATA: readonly Clause[] = [
  {
    id: 'SDP-G04a',
    asks: 'the entityID is an absolute URI',
    judge: ofEntity(({ entity }) => when(isUrl(entity.entityId))),
  },
  {
    id: 'SDP-G04b',
    asks: 'of at most 256 characters',
    judge: ofEntity(({ entity }) => when(entity.entityId.length <= 256)),
  },
  { id: 'SDP-MD04a', asks: 'there is metadata', judge: (evidence) => when(entityIn(evidence) !== null) },
  {
    id: 'SDP-MD05',
    asks: 'every key is an X.509 certificate',
    judge: ofRole(({ keys }) => ofEach(keys, ({ certificates }) => certificates.length > 0)),
  },
  {
    id: 'SDP-MD06a',
    asks: 'RSA keys have 2048 bits or more',
    judge: ofRole((role) =>
      ofEach(
        keysOf(role).filter(({ type }) => type === 'rsa'),
        ({ bits }) => bits >= 2048,
      ),
    ),
  },
  {
    id: 'SDP-MD07',
    asks: 'EC keys have 256 bits or more',
    judge: ofRole((role) =>
      ofEach(
        keysOf(role).filter(({ type }) => type === 'ec'),
        ({ bits }) => bits >= 256,
      ),
    ),
  },
  { id: 'SDP-MD08', asks: 'a certificate is usable for encryption', judge: offersEncryption },
  {
    id: 'SDP-MD09a',
    asks: 'DisplayName and Logo',
    judge: (evidence) =>
      ofEntity(() =>
        when(uiOf(evidence).some(({ displayNames, logos }) => displayNames.length > 0 && logos.length > 0)),
      )(evidence),
  },
  {
    id: 'SDP-MD09b',
    asks: 'PrivacyStatementURL',
    judge: (evidence) =>
      ofEntity(() => when(uiOf(evidence).some(({ privacyUrls }) => privacyUrls.length > 0)))(evidence),
  },
  {
    id: 'SDP-MD10',
    asks: 'the Logo is https or a data URI',
    judge: (evidence) =>
      ofEach(
        uiOf(evidence).flatMap(({ logos }) => logos),
        ({ url }) => /^(?:https:|data:)/.test(url),
      ),
  },
  { id: 'SDP-MD11', asks: 'a technical contact with an address', judge: hasTechnicalContact },
  {
    id: 'SDP-SP09',
    asks: 'every assertion consumer is https',
    judge: ofRole((role) => ofEach(endpointsOf(role, 'AssertionConsumerService'), ({ location }) => isHttps(location))),
  },
  { id: 'SDP-SP15', asks: 'it says which identifier it needs', judge: hasSignal },
  {
    id: 'SDP-SP39a',
    asks: 'there is an SPSSODescriptor',
    judge: ofEntity(({ roles }) => when(roles.some(({ name }) => name === 'SPSSODescriptor'))),
  },
  {
    id: 'SDP-SP39b',
    asks: 'with an AssertionConsumerService',
    judge: ofRole((role) => when(endpointsOf(role, 'AssertionConsumerService').length > 0)),
  },
  { id: 'SDP-SP39c', asks: 'with a key usable for encryption', judge: offersEncryption },
  {
    id: 'SDP-SP39d',
    asks: 'with UIInfo of its own',
    judge: ofRole(({ extensions: { uiInfo } }) =>
      when([uiInfo?.displayNames, uiInfo?.logos, uiInfo?.privacyUrls].every((part) => (part ?? []).length > 0)),
    ),
  },
  { id: 'SDP-SP39e', asks: 'with EntityAttributes', judge: hasSignal },
  { id: 'SDP-SP39f', asks: 'with a technical contact', judge: hasTechnicalContact },
  {
    id: 'SDP-SP39g',
    asks: 'who logs out has a key usable for signing',
    judge: (evidence) =>
      ofRole((role) => (logsOut(evidence) ? when(certificatesFor(role, 'signing').length > 0) : 'nothing'))(evidence),
  },
  {
    id: 'SDP-SP39h',
    asks: 'and a SingleLogoutService',
    judge: (evidence) =>
      ofRole((role) => (logsOut(evidence) ? when(endpointsOf(role, 'SingleLogoutService').length > 0) : 'nothing'))(
        evidence,
      ),
  },
];

function keysOf(role: Parameters<typeof certificatesFor>[0]) {
  return role.keys.flatMap(({ certificates }) => certificates).map(readDerCertificate);
}

/** The 16 that a recording of one login and of logouts from both sides decides. */
export const BY_RECORDING: readonly Clause[] = [
  {
    id: 'SDP-G02',
    asks: 'no text is longer than 256 characters',
    judge: (evidence) => ofEach(stringsSaid(evidence), (text) => text.length <= 256),
  },
  { id: 'SDP-G03', asks: 'no DTD', judge: ({ sent: all }) => ofEach(all, ({ xml }) => !/<!DOCTYPE/i.test(xml)) },
  {
    id: 'SDP-ALG01a',
    asks: 'the algorithms of the profile alone',
    judge: (evidence) => ofEach(algorithmsSaid(evidence), (uri) => ALLOWED.includes(uri)),
  },
  {
    id: 'SDP-SP02',
    asks: 'AuthnRequest by redirect',
    judge: (evidence) => ofEach(sent(evidence, 'AuthnRequest'), ({ carried }) => carried.binding === 'redirect'),
  },
  {
    id: 'SDP-SP03',
    asks: 'and in no frame',
    judge: (evidence) => ofEach(sent(evidence, 'AuthnRequest'), ({ carried }) => !carried.framed),
  },
  {
    id: 'SDP-SP04a',
    asks: 'NameIDPolicy is not there, or AllowCreate alone',
    judge: (evidence) =>
      ofEach(
        sent(evidence, 'AuthnRequest'),
        ({ message: { nameIdPolicy } }) =>
          nameIdPolicy === null || (nameIdPolicy.allowCreate && nameIdPolicy.format === null),
      ),
  },
  {
    id: 'SDP-SP05b',
    asks: 'no AssertionConsumerServiceIndex',
    judge: (evidence) =>
      ofEach(sent(evidence, 'AuthnRequest'), ({ message }) => message.assertionConsumerServiceIndex === null),
  },
  {
    id: 'SDP-SP06',
    asks: 'the address for the answer is one of the metadata',
    judge: (evidence) =>
      ofRole((role) => {
        const known = endpointsOf(role, 'AssertionConsumerService').map(({ location }) => location);
        const asked = sent(evidence, 'AuthnRequest').map(({ message }) => message.assertionConsumerServiceUrl);
        return known.length === 0 ? 'nothing' : ofEach(asked, (url) => url !== null && known.includes(url));
      })(evidence),
  },
  {
    id: 'SDP-SP07b',
    asks: 'RequestedAuthnContext lists classes, exactly',
    judge: (evidence) =>
      ofEach(
        sent(evidence, 'AuthnRequest').flatMap(({ message }) => message.requestedAuthnContext ?? []),
        ({ comparison, classRefs }) => comparison === 'exact' && classRefs.length > 0,
      ),
  },
  {
    id: 'SDP-SP25',
    asks: 'LogoutRequest by redirect',
    judge: (evidence) => ofEach(sent(evidence, 'LogoutRequest'), ({ carried }) => carried.binding === 'redirect'),
  },
  {
    id: 'SDP-SP27',
    asks: 'and in no frame',
    judge: (evidence) => ofEach(sent(evidence, 'LogoutRequest'), ({ carried }) => !carried.framed),
  },
  {
    id: 'SDP-SP28',
    asks: 'signed by its query',
    judge: (evidence) =>
      ofEach(byQuery(evidence, 'LogoutRequest'), ({ carried }) => isSignedByQuery(carried, evidence)),
  },
  {
    id: 'SDP-SP29',
    asks: 'its NameID is that of the assertion',
    judge: (evidence) =>
      ofEach(
        sent(evidence, 'LogoutRequest').filter(({ message }) => message.encryptedId === null),
        ({ message }) => namesAlike(message, evidence),
      ),
  },
  {
    id: 'SDP-SP30',
    asks: 'and not encrypted',
    judge: (evidence) => ofEach(sent(evidence, 'LogoutRequest'), ({ message }) => message.encryptedId === null),
  },
  {
    id: 'SDP-SP31',
    asks: 'LogoutResponse by redirect',
    judge: (evidence) => ofEach(sent(evidence, 'LogoutResponse'), ({ carried }) => carried.binding === 'redirect'),
  },
  {
    id: 'SDP-SP33',
    asks: 'signed by its query',
    judge: (evidence) =>
      ofEach(byQuery(evidence, 'LogoutResponse'), ({ carried }) => isSignedByQuery(carried, evidence)),
  },
];

/** Where there is no key that could verify, and of what came by another binding, there is nothing to judge. */
function byQuery(evidence: SpEvidence, kind: 'LogoutRequest' | 'LogoutResponse') {
  const judgeable = ofRole((role) => when(certificatesFor(role, 'signing').length > 0))(evidence) === 'met';
  return judgeable ? sent(evidence, kind).filter(({ carried }) => carried.binding === 'redirect') : [];
}
