import { fine, type WordTable } from './word-table.ts';

/** Words of the checks of who is meant. */
export const SUBJECT_WORDS = {
  'nameid-missing': {
    ok: fine('The user is named: {received}.'),
    missing: {
      title: 'The assertion has no NameID. Login may work, but single logout cannot say who is meant.',
      fix: 'Have the IdP send a NameID for this SP.',
    },
    blank: {
      title: 'The NameID is empty.',
      fix: 'The user lacks the value that the IdP makes the NameID of: look at the user’s record and at the mapping.',
    },
    encrypted: {
      title: 'The name of the user is encrypted (EncryptedID).',
      fix: 'Only the receiver’s private key opens it.',
    },
    'in-logout': {
      title: 'The logout request names nobody.',
      fix: 'It must carry the NameID that the login gave, unchanged.',
    },
    'unreadable-in-logout': {
      title: 'The logout request names the user in encrypted form (EncryptedID), which is not read here.',
      fix: 'Have the IdP leave the NameID of logout requests unencrypted.',
    },
  },
  'nameid-transient': {
    transient: {
      title: 'The NameID is transient: it is another one at the next login.',
      fix: 'Do not use it as the key of a user. For that, map an attribute, or have the IdP send a persistent NameID.',
    },
    'used-as-user': {
      title:
        'The connection takes the NameID as the user’s ID, but it is transient: every login would be another user.',
      fix: 'Map user.id to an attribute, or have the IdP send a persistent or emailAddress NameID.',
    },
  },
  'nameid-policy-mismatch': {
    ok: fine('The NameID has the format that was asked for.'),
    other: {
      title: 'The NameID has the format {received}; the request asked for {expected}.',
      fix: 'Have the IdP send the format that the SP asks for, or ask for the one that it sends.',
    },
  },
  'comment-in-value': {
    ok: fine('No value is cut by a comment.'),
    comment: {
      title:
        'There is an XML comment inside the value of {element}. A signature does not cover comments, and careless readers stop at one and see another name.',
      fix: 'Treat it as an attack, unless the sender is known to do it. A receiver must refuse it or read the whole text (CVE-2017-11427).',
    },
  },
  'subject-confirmation-missing': {
    ok: fine('The assertion may be used by whoever brings it (bearer).'),
    missing: {
      title: 'The assertion does not say how its subject is confirmed.',
      fix: 'The IdP must put in a SubjectConfirmation with the bearer method (saml-profiles 4.1.4.2).',
    },
    'not-bearer': {
      title: 'The subject is confirmed by {received}, not by the bearer method of browser logins.',
      fix: 'Set the IdP to the web browser SSO profile for this SP.',
    },
    'no-data': {
      title:
        'The bearer confirmation has no SubjectConfirmationData: nothing says where and until when it may be used.',
      fix: 'The IdP must put in Recipient and NotOnOrAfter (saml-profiles 4.1.4.2).',
    },
    'no-subject': {
      title: 'The assertion has no subject: it is about nobody.',
      fix: 'Have the IdP name the user in it.',
    },
  },
  'bearer-not-before': {
    stated: {
      title: 'The confirmation of the subject has a NotBefore ({received}), which a bearer’s may not have.',
      fix: 'Some SPs refuse it. Have the IdP leave NotBefore out of SubjectConfirmationData (saml-profiles 4.1.4.2).',
    },
  },
  'subjects-differ': {
    ok: fine('The assertions are about the same user.'),
    name: {
      title: 'The response has assertions about {expected} and about {received}: which of them logs in cannot be told.',
      fix: 'Have the IdP send one assertion, or name the user in each alike: value, format and qualifiers. If nobody set it up like this, look at where the second assertion comes from.',
    },
    user: {
      title:
        'The response has assertions that make {expected} and {received} of the user: which of them logs in cannot be told.',
      fix: 'Have the IdP send one assertion, or the same value in each for the attribute that the connection takes the user from.',
    },
    closed: {
      title:
        'The response has several assertions, and who some are about is encrypted: whether it is one user cannot be told.',
      fix: 'Give the private key of the SP, or have the IdP send one assertion.',
    },
  },
  'authn-statement-missing': {
    ok: fine('The assertion says that the user was authenticated.'),
    missing: {
      title: 'The assertion does not say that the user was authenticated (no AuthnStatement).',
      fix: 'It is an answer to another question (attributes only). Set the IdP to the web browser SSO profile for this SP.',
    },
    'several-assertions': {
      title: 'None of the assertions says that the user was authenticated (no AuthnStatement).',
      fix: 'Set the IdP to the web browser SSO profile for this SP.',
    },
  },
  'logout-nameid-differs': {
    ok: fine('The logout names the user exactly as the login did.'),
    value: {
      title: 'The logout names another user than the login seen before: {received}, where the login named {expected}.',
      fix: 'Another user’s session may be meant. If it is the same user, the NameID must be sent back unchanged.',
    },
    'white-space': {
      title: 'The logout names the user with other white space than the login: {received} instead of {expected}.',
      fix: 'The NameID must be sent back exactly as it came, to the last space.',
    },
    format: {
      title: 'The logout names the user in another format than the login: {received} instead of {expected}.',
      fix: 'Send back the NameID with the Format of the login. IdPs match nothing otherwise (AD FS: event 368).',
    },
    qualifiers: {
      title: 'The logout names the user with other qualifiers than the login: {received} instead of {expected}.',
      fix: 'Send back NameQualifier and SPNameQualifier exactly as they came at login, and leave out what was not there (AD FS: event 368).',
    },
  },
  'session-index-missing': {
    ok: fine('The session is named (SessionIndex).'),
    'in-login': {
      title: 'The login gives no SessionIndex. A logout will then mean all of the user’s sessions.',
      fix: 'Have the IdP send a SessionIndex if single logout is wanted.',
    },
    'in-logout': {
      title: 'The logout request names no session, though the login gave one ({expected}).',
      fix: 'Have the SP keep the SessionIndex of the login and send it. Several IdPs refuse the request without it.',
    },
    'not-named': {
      title: 'The logout request names no session; the login is not in what was given.',
      fix: 'Where the login gave a SessionIndex, the SP has to send it: several IdPs refuse the request without it.',
    },
    'unknown-session': {
      title: 'The logout request means the session {received}; the logins seen here gave {expected}.',
      fix: 'Harmless if the session began before the recording. Otherwise the SP mixes up its sessions.',
    },
  },
  'nameid-format-not-offered': {
    ok: fine('The IdP offers the NameID format that is asked for.'),
    'not-offered': {
      title:
        'The request asks for a NameID format that the IdP’s metadata does not offer: {received}; it offers {expected}.',
      fix: 'The answer may be InvalidNameIDPolicy. At the SP ask for one of these, or for none.',
    },
  },
  'nameid-format-violated': {
    'not-email': {
      title: 'The NameID {received} is said to be an e-mail address, and is none.',
      fix: 'At the IdP take the user’s e-mail address for it, or another format.',
    },
    'too-long': {
      title: 'The NameID is longer than its format allows ({expected}).',
      fix: 'SPs cut it, and two users may become one. Have the IdP make a shorter one.',
    },
  },
  'nameid-qualifier-foreign': {
    idp: {
      title: 'The NameID is qualified by another than its issuer: by {received}, not by {expected}.',
      fix: 'Send it back unchanged at logout. If the IdP’s entity ID was changed, its NameIDs still have the old one.',
    },
    sp: {
      title: 'The NameID is made for {received}, not for {expected}.',
      fix: 'Right for a group of SPs (affiliation). Send it back unchanged at logout.',
    },
  },
  'nameid-case-differs': {
    case: {
      title: 'The user’s name differs from before in upper and lower case only: {received} here, {expected} before.',
      fix: 'To one product that is one user, to another two. Have the IdP send an attribute that never changes, or fold the case in the connection.',
    },
  },
  'nameid-white-space': {
    around: {
      title:
        'There is white space around the NameID ({received}): it is part of the name, but many readers cut it off.',
      fix: 'Have the IdP send it without. Until then logout matches no session if one side cuts it.',
    },
  },
  'subject-address': {
    bound: {
      title: 'The assertion is bound to the IP address {received}.',
      fix: 'Behind a proxy, NAT, or with IPv6 on one side only, the SP sees another one and refuses. Have the IdP leave Address out.',
    },
  },
} satisfies WordTable;
