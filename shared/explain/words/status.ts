import { fine, type Words, type WordTable } from './word-table.ts';

function refused(fix: string): Words {
  return {
    title: 'The answer is not a success: the answering side says that {meaning}.{said}',
    fix: `${fix} (It is for {who} to act.)`,
  };
}

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
    Requester: refused(
      'Look at the request: at the entity ID, the ACS URL, the signature and the NameIDPolicy that the SP sends. The log of the IdP says which of them it minds.',
    ),
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
    NoAvailableIDP: refused(
      'The proxy found no identity provider to ask: look at its own list and at whether these are reachable.',
    ),
    NoPassive: refused(
      'The request said IsPassive="true", and there was no session at the IdP. That is the normal answer to such a question: the SP must now ask again without IsPassive.',
    ),
    NoSupportedIDP: refused(
      'None of the identity providers that the request lists is supported: compare the Scoping of the request with what the proxy has.',
    ),
    PartialLogout: {
      title: 'The logout was only partial: at least one participant did not end its session.{said}',
      fix: 'Find the participant in the log of the IdP. Common reasons are an SP without a logout endpoint, one that is down, a browser that blocks third-party cookies in the logout frames, or a NameID that did not match. Closing the browser is the user’s safe way.',
    },
    ProxyCountExceeded: refused('Raise ProxyCount in the Scoping of the request, or leave Scoping out.'),
    RequestDenied: refused(
      'It is a decision, not a fault: the user may not use this application, or a policy forbids it. The administrator of the IdP can see which (assignment, conditional access, sign-on policy).',
    ),
    RequestUnsupported: refused(
      'The other side does not do what was asked, often single logout: take the endpoint out of the configuration, or enable the feature there.',
    ),
    UnknownPrincipal: refused(
      'The NameID of the request matches no session there. It must be sent back exactly as it came at login: value, Format, NameQualifier and SPNameQualifier.',
    ),
    UnsupportedBinding: refused(
      'Ask for the answer over a binding that the IdP offers: usually ProtocolBinding HTTP-POST.',
    ),
  },
  'status-top-level': {
    'second-level': {
      title: 'The outer status code is {received}, which may only stand inside Requester or Responder.',
      fix: 'Some readers then report an unknown status. It is for the answering product to mend.',
    },
  },
  'status-request-cause': {
    'nameid-format': {
      title: 'The request asked for a NameID of the format {received}, and the answering side does not give that.',
      fix: 'At the SP ask for the format that the IdP has for it, or for none (unspecified); or at the IdP configure a NameID of this format.',
    },
    'authn-context': {
      title:
        'The request insisted on the authentication {received} ({comparison}), and the answering side could not or did not do it.',
      fix: 'At the SP send no RequestedAuthnContext (node-saml: disableRequestedAuthnContext), or Comparison="minimum"; or have the IdP offer it.',
    },
    binding: {
      title: 'The request asked for the answer by {received}, which the answering side does not do.',
      fix: 'At the SP ask for a binding that the IdP offers, HTTP-POST as a rule, or have the IdP offer this one.',
    },
  },
} satisfies WordTable;
