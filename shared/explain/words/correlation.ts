import { fine, type WordTable } from './word-table.ts';

const OPEN = 'Have the SP send an opaque token, and follow only paths and hosts of its own after the login.';
const BIND =
  'Have the IdP put the ID of the request into SubjectConfirmationData as well (InResponseTo, saml-profiles 4.1.4.2): the assertion must not pass for the answer to another request.';

/** Words of the checks of what answers what. */
export const CORRELATION_WORDS = {
  'subject-not-asked': {
    ok: fine('The answer is about the user that the request names.'),
    other: {
      title:
        'The request asks for {expected}, and the answer is about {received}: another user was logged in at the IdP.',
      fix: 'Log out at the IdP and log in as the user that is meant. An SP must not take the answer; an IdP that cannot do what is asked has to refuse (saml-core 3.4.1.2).',
    },
  },
  'in-response-to-unknown': {
    ok: fine('It answers the request {received}.'),
    unsolicited: fine('It answers no request.'),
    missing: {
      title: 'The logout response does not say which request it answers.',
      fix: 'It must have InResponseTo (saml-core 3.2.2). This is a fault in the product that sent it.',
    },
    'not-expected': {
      title: 'It answers the request {received}, which this browser’s session does not wait for. Expected: {expected}.',
      fix: 'Begin the login anew. The usual reasons: two tabs, the back button, a bookmarked login page, a session cookie that was not sent along (SameSite), or an SP that lost its sessions in a restart or on another instance.',
    },
    'other-request': {
      title: 'It answers another request than the last one made here: {received}, not {expected}.',
      fix: 'Two tabs, the back button or a bookmarked login page brought an old answer. Begin the login anew.',
    },
    'request-not-seen': {
      title: 'It answers the request {received}, which is not in what was given.',
      fix: 'Record from the beginning of the login, or name the request (--request-id).',
    },
  },
  unsolicited: {
    solicited: fine('The response answers a request.'),
    accepted: fine('The response answers no request; this connection accepts that.'),
    'not-accepted': {
      title: 'The response answers no request: the login began at the IdP, and this SP does not take that.',
      fix: 'Begin the login at the SP; the IdP’s portal can link to where the SP begins logins. Where that cannot be had, the connection may allow such responses (accept: unsolicited), and with them whoever has an account can log others in to it.',
    },
    'idp-initiated': {
      title: 'The response answers no request: the login began at the IdP.',
      fix: 'Some SPs must be set to take such logins.',
    },
    'with-in-response-to': {
      title: 'The response answers no request, but its assertion answers {received}: they do not belong together.',
      fix: 'An assertion was taken out of another response, or the IdP has a fault. A receiver must refuse it.',
    },
  },
  'in-response-to-differs': {
    ok: fine('Response and assertion answer the same request.'),
    unsolicited: fine('Neither response nor assertion answers a request.'),
    'response-signed': {
      title: 'The response answers {expected}, but its assertion does not say so.',
      fix: BIND,
    },
    differs: {
      title: 'The response answers {expected}, but its assertion answers {received}.',
      fix: 'An assertion was taken out of another response, or the IdP has a fault. A receiver must refuse it.',
    },
    'not-in-confirmation': {
      title: 'The response answers {expected}, but its assertion, which alone is signed, does not say so.',
      fix: BIND,
    },
  },
  'assertion-replayed': {
    ok: fine('It came for the first time.'),
    response: {
      title: 'The same response ({received}) came before: it was sent a second time.',
      fix: 'The back button or a reload sent the form again. Begin the login anew; if the user did neither, somebody replays messages.',
    },
    assertion: {
      title: 'The same assertion ({received}) came before.',
      fix: 'An SP must refuse it. If nobody pressed “back”, somebody replays messages.',
    },
    'logout-request': {
      title: 'The same logout request ({received}) came before.',
      fix: 'A reload, or a logout that goes round in a loop between IdP and SP.',
    },
  },
  'relay-state-too-long': {
    ok: fine('RelayState is short enough.'),
    long: {
      title: 'RelayState has {bytes} bytes; the standard allows 80.',
      fix: 'Some products cut or refuse it, and the page that was asked for is lost. Have the SP keep the target itself and send a short token.',
    },
  },
  'authn-context-not-met': {
    ok: fine('The user was authenticated as the request asked.'),
    other: {
      title: 'The request asked for {expected}, and the user was authenticated by {received}.',
      fix: 'An SP that insists refuses this. Have the IdP offer what is asked for, or ask for less at the SP.',
    },
  },
  'relay-state-open-redirect': {
    'scheme-relative': {
      title: 'RelayState, {received}, leads to another host: // is an address, not a path.',
      fix: OPEN,
    },
    backslash: {
      title: 'RelayState, {received}, leads to another host: browsers read a backslash as a slash.',
      fix: OPEN,
    },
    userinfo: { title: 'RelayState, {received}, hides its real host behind an @.', fix: OPEN },
    script: { title: 'RelayState, {received}, is a script.', fix: OPEN },
    control: { title: 'RelayState is an address with control characters in it, which browsers leave out.', fix: OPEN },
    'other-host': {
      title: 'RelayState, {received}, leads to another host than the SP’s.',
      fix: 'Right only if that host is the application’s own. Who follows any address here sends users wherever somebody likes (open redirect).',
    },
  },
  'relay-state-empty': {
    empty: {
      title:
        'RelayState is there, but empty: the page that was asked for is lost, and some products drop it and break the signature.',
      fix: 'Leave it out where there is none. If the SP had sent one, the IdP lost it and must give it back unchanged.',
    },
  },
  'authn-context-weaker': {
    ok: fine('The user was authenticated at least as well as was asked for.'),
    weaker: {
      title: 'The request asked for at least {expected}, and the user was authenticated only by {received}.',
      fix: 'The SP must refuse it or ask again. Have the IdP demand the stronger way for this SP.',
    },
  },
  'force-and-passive': {
    both: {
      title: 'The request demands that the user authenticate anew (ForceAuthn) and forbids to ask (IsPassive).',
      fix: 'The answer can only be NoPassive. Have the SP send one of the two.',
    },
  },
  'requested-context-exact': {
    password: {
      title: 'The request insists on a password alone ({received}, exact).',
      fix: 'Users with a second factor, a passkey or a Windows session are turned away (NoAuthnContext; Entra ID: AADSTS75011). Have the SP send no RequestedAuthnContext, or Comparison="minimum".',
    },
  },
} satisfies WordTable;
