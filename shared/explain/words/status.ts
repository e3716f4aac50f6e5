import { fine, type Words, type WordTable } from './word-table.ts';

function refused(fix: string): Words {
  return {
    title: 'The answer is not a success: the answering side says that {meaning}.{said}',
    fix: `${fix} (It is for {who} to act.)`,
  };
}

/** Of an answer that complains of a part of a request which has no such part. */
function notAsked(meaning: string, fix: string): Words {
  return { title: `The answer is not a success: the answering side says that ${meaning}.{said}`, fix };
}

/** Of an answer to a logout, which authenticates nobody. */
function logout(meaning: string, fix: string): Words {
  return { title: `The logout was not done: the answering side says that ${meaning}.{said}{answerer}`, fix };
}

const LOGOUT_PARTS =
  'the signature of the LogoutRequest and the certificate by which it is verified, NameID and SessionIndex (exactly as the login brought them), Destination and NotOnOrAfter';

/** Words of the check of the status: for each code who must act, and how. */
export const STATUS_WORDS = {
  'soap-fault': {
    fault: {
      title: 'The endpoint answers with a SOAP fault instead of a SAML message.{said}',
      fix: 'The request did not get as far as SAML, or failed there: look into the log of the endpoint at this time, at whether the address takes SOAP at all, and at whether it asks for a client certificate or a signature.',
    },
  },
  'status-not-success': {
    ok: fine('The status is Success.'),
    missing: {
      title: 'The response has no status.',
      fix: 'Every response must have one (saml-core 3.2.2.1). This is a fault in the product that sent it.',
    },
    other: refused(
      'The code {code} is not one of the standard’s. Look for it in the documentation and the log of the product that answered.',
    ),
    said: {
      title: 'The answer is not a success ({name}). {means}{said}',
      fix: '{remedy}',
    },
    Requester: refused('Look at the request: {asked}. The log of the answering side says which of them it minds.'),
    Responder: refused(
      'Only the log of the answering side says more: look there at the time of this message. Often it is a missing claim rule, a wrong certificate, or a signature that it did not like.',
    ),
    VersionMismatch: refused('The request must say Version="2.0". Set the SP to SAML 2.0.'),
    AuthnFailed: refused(
      'Ask the user to try again, and look into the log of the IdP: wrong password, locked account, second factor not passed, or a user who is not assigned to this application.',
    ),
    InvalidAttrNameOrValue: refused(
      'An attribute that the SP asks for is not known at the IdP: compare the names of both sides.',
    ),
    InvalidNameIDPolicy: refused(
      'The request asks for a NameID format that the IdP does not give to this SP. At the SP ask for the format that the IdP has (or for none), or at the IdP configure a NameID of the format that is asked for.',
    ),
    NoAuthnContext: refused(
      'The SP’s RequestedAuthnContext is too strict: it asks for a way of authentication that this user did not or cannot use. At the SP ask for none, or use Comparison="minimum"; or have the IdP offer it.',
    ),
    'InvalidNameIDPolicy-not-asked': notAsked(
      'it cannot give the NameID, though the request asks for no format',
      'Nothing is to be changed in the request. At the IdP, look at the NameID format that is configured for this SP, and at whether this user has a value for it.',
    ),
    'InvalidNameIDPolicy-unseen': notAsked(
      'it cannot give a NameID of the format that it is to give',
      'The request is not in the recording. Where it asks for a format, compare that with what the IdP has for this SP; where it asks for none, the format that is configured at the IdP is meant.',
    ),
    'NoAuthnContext-not-asked': notAsked(
      'it cannot authenticate in the way that is wanted, though the request asks for none',
      'Nothing is to be changed in the request. At the IdP, look at the way of authentication (policy, second factor) that is demanded for this SP, and at whether this user can do it.',
    ),
    'NoAuthnContext-unseen': notAsked(
      'it cannot authenticate in the way that is wanted',
      'The request is not in the recording. Where it has a RequestedAuthnContext, that may be too strict; else it is a policy of the IdP for this SP.',
    ),
    NoAvailableIDP: refused(
      'The proxy found no identity provider to ask: look at its own list and at whether these are reachable.',
    ),
    NoPassive: refused(
      'The request said IsPassive="true", and there was no session at the IdP. That is the normal answer to such a question: the SP must now ask again without IsPassive.',
    ),
    'NoPassive-not-asked': notAsked(
      'the user would have to be asked, though the request does not forbid it',
      'Nothing is to be changed in the request. Look into the log of the answering side: an IdP behind it may have been asked passively, or the user did not finish logging in.',
    ),
    'NoPassive-unseen': notAsked(
      'the user would have to be asked',
      'The request is not in the recording. If it says IsPassive="true", this is the normal answer where there is no session: the SP must ask again without it.',
    ),
    NoSupportedIDP: refused(
      'None of the identity providers that may be asked is supported: compare the Scoping of the request, where it has one, with what the proxy has.',
    ),
    PartialLogout: {
      title: 'The logout was only partial: at least one participant did not end its session.{said}{silent}',
      fix: 'Find the participant in the log of the IdP. Common reasons are an SP without a logout endpoint, one that is down, a browser that blocks third-party cookies in the logout frames, or a NameID that did not match. Closing the browser is the user’s safe way.',
    },
    ProxyCountExceeded: refused(
      'Where the request has a Scoping, raise its ProxyCount, or leave Scoping out; else it is a limit of the proxy.',
    ),
    RequestDenied: refused(
      'It is a decision, not a fault: the user may not use this application, or a policy forbids it. The administrator of the IdP can see which (assignment, conditional access, sign-on policy).',
    ),
    RequestUnsupported: refused(
      'The other side does not do what was asked: enable the feature there, or do not ask for it.',
    ),
    UnknownPrincipal: refused(
      'The answering side has no such user: compare the name that it was asked for, or that the user logged in with, with its directory.',
    ),
    UnsupportedBinding: refused(
      'Ask for the answer over a binding that the IdP offers: usually ProtocolBinding HTTP-POST.',
    ),
    'UnsupportedBinding-not-asked': notAsked(
      'it cannot answer by the binding that is to be used, though the request names none',
      'Nothing is to be changed in the request. Compare the bindings of the SP’s metadata, as the IdP has it, with those that the IdP offers.',
    ),
    'UnsupportedBinding-unseen': notAsked(
      'it cannot answer by the binding that is to be used',
      'The request is not in the recording. Compare its ProtocolBinding, and the SP’s metadata, with the bindings that the IdP offers.',
    ),
    'logout-unsigned': logout(
      'the logout request has to be signed',
      'Sign the LogoutRequest at the side that asked: in the URL by SigAlg and Signature, in a form by a signature in the XML. Give the answering side the certificate that signs.',
    ),
    'logout-signature': logout(
      'it does not take the signature of the logout request',
      'Give the answering side the certificate that signs logouts at the side that asked, and see that nothing on the way encodes the URL anew.',
    ),
    'logout-session-index': logout(
      'it minds the SessionIndex of the logout request',
      'Have the side that asked keep the SessionIndex of the login (AuthnStatement) and send exactly that one in its LogoutRequest.',
    ),
    'logout-name': logout(
      'it minds the user whom the logout request names',
      'The NameID must be sent back exactly as it came at login: value, Format, NameQualifier and SPNameQualifier.',
    ),
    'logout-destination': logout(
      'the logout request is not for its address',
      'Set the logout address of the answering side at the side that asked to what the answering side’s metadata has, character by character.',
    ),
    'logout-sender': logout(
      'it does not know who asked',
      'Load the metadata of the side that asked at the answering side, and compare its entity ID with the Issuer of the LogoutRequest, character by character.',
    ),
    'logout-session': logout(
      'it has no session that the logout is about',
      'If the session had ended there already, nothing is left to be done. Otherwise compare NameID and SessionIndex of the LogoutRequest with those of the login.',
    ),
    'logout-expired': logout(
      'the logout request came too late, or its time is wrong',
      'Compare IssueInstant and NotOnOrAfter of the LogoutRequest with the time at which it came, and set the clocks of both sides by NTP.',
    ),
    'logout-AuthnFailed': logout(
      'it could not authenticate the logout message itself, or knows no session that it belongs to',
      'This is not about a password. Sign the LogoutRequest at the side that asked, give the answering side the certificate that signs, and see that nothing on the way encodes the URL anew.',
    ),
    'logout-UnknownPrincipal': logout(
      'it has no session of the user that the logout names',
      'The NameID must be sent back exactly as it came at login: value, Format, NameQualifier and SPNameQualifier. If the session had ended there already, nothing is left to be done.',
    ),
    'logout-RequestDenied': logout(
      'it will not do it',
      'Look into its log at this time. Usually the logout is not signed as it wants, by a key that it does not know, or logout is not set up there for the side that asked.',
    ),
    'logout-Requester': logout(
      'something in the logout request is wrong or not allowed',
      `Look at ${LOGOUT_PARTS}. The log of the answering side says which of them it minds.`,
    ),
    'logout-Responder': logout(
      'it failed on its own side',
      `Only the log of the answering side says more. Often its session had ended already, it does not accept the signature, or it could not reach another participant. From outside, look at ${LOGOUT_PARTS}.`,
    ),
    'logout-RequestUnsupported': logout(
      'it does no single logout',
      'Enable single logout there, or take its logout endpoint out of the configuration of the side that asked, which then ends its own session only.',
    ),
    'logout-UnsupportedBinding': logout(
      'it cannot answer by the binding of the logout endpoint that it has',
      'Compare the bindings of the SingleLogoutService of the side that asked, as the answering side has it, with those that it can send.',
    ),
  },
  'encryption-impossible': {
    'no-key': {
      title:
        'The IdP could not encrypt the assertion: the metadata of {sp} has no key to encrypt with. It says: “{received}”.',
      fix: 'Add a KeyDescriptor for encryption (use="encryption", or without use) to the SP’s metadata and load it at the IdP again, or switch encryption off for this SP at the IdP.',
    },
    'no-metadata': {
      title:
        'The IdP could not encrypt the assertion. It says: “{received}”. Whether the SP gives it a key is not known.',
      fix: 'Give the SP’s metadata: without a key for encryption in it no IdP can encrypt for that SP.',
    },
  },
  'status-top-level': {
    'second-level': {
      title: 'The outer status code is {received}, which may only stand inside Requester or Responder.',
      fix: 'Some readers then report an unknown status. It is for the answering product to mend.',
    },
  },
  'status-request-cause': {
    'nameid-format': {
      title: 'The answering side does not give the NameID format that the request asked for: {received}.',
      fix: 'At the SP ask for the format that the IdP has for it, or for none (unspecified); or at the IdP configure a NameID of this format.',
    },
    'authn-context': {
      title: 'The answering side could not or did not authenticate as the request insisted: {received} ({comparison}).',
      fix: 'At the SP send no RequestedAuthnContext (node-saml: disableRequestedAuthnContext), or Comparison="minimum"; or have the IdP offer it.',
    },
    'encryption-key': {
      title:
        'The answering side could not encrypt: the metadata of the SP ({received}) has no certificate for encryption.{said}',
      fix: 'Put the SP’s encryption certificate into its metadata (a KeyDescriptor with use="encryption", or without use), and load that at the IdP; or have the IdP not encrypt for this SP.',
    },
    binding: {
      title: 'The request asked for the answer by {received}, which the answering side does not do.',
      fix: 'At the SP ask for a binding that the IdP offers, HTTP-POST as a rule, or have the IdP offer this one.',
    },
  },
} satisfies WordTable;
