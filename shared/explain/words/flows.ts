import { COOKIE_REASONS } from './cookie-reasons.ts';
import type { WordTable } from './word-table.ts';

/** Words of the checks of flows: what the exchanges of a login or logout show, beyond their messages. */
export const FLOW_WORDS = {
  'cookie-not-sent': {
    'host-prefix': {
      title: `The cookie {cookie} did not come back to {host}: ${COOKIE_REASONS['host-prefix']}.`,
      fix: 'At the SP, set it with Secure and Path=/ and without Domain, or give it another name.',
    },
    'secure-prefix': {
      title: `The cookie {cookie} did not come back to {host}: ${COOKIE_REASONS['secure-prefix']}.`,
      fix: 'At the SP, set it with Secure, over https, or give it another name.',
    },
    'http-prefix': {
      title: `The cookie {cookie} did not come back to {host}: ${COOKIE_REASONS['http-prefix']}.`,
      fix: 'At the SP, set it with HttpOnly and Secure, over https, or give it another name.',
    },
    partitioned: {
      title: `The cookie {cookie} did not come with {with} to {host}: ${COOKIE_REASONS.partitioned}.`,
      fix: 'Begin the login in the window in which it goes on: in the whole window, so that the SP sets its cookie there.',
    },
    unexplained: {
      title: `The cookie {cookie} did not come with {with}, though {host} set it {when}: ${COOKIE_REASONS.unknown}.`,
      fix: 'The browser rejected it or lost it: look at its attributes, at what else sets a cookie of this name, and at whether cookies of {host} are blocked.',
    },
    'none-insecure': {
      title: `The cookie {cookie} did not come back to {host}: ${COOKIE_REASONS['none-insecure']}.`,
      fix: 'Have {host} set it with Secure as well, over https.',
    },
    insecure: {
      title: `The cookie {cookie} did not come back to {host}: ${COOKIE_REASONS.insecure}.`,
      fix: 'Serve {host} over https throughout; behind a proxy that ends TLS, tell the application that its address is https.',
    },
    strict: {
      title: `The cookie {cookie} was not sent with the {method} from {from} to {host}: ${COOKIE_REASONS.strict}.`,
      fix: 'At the SP, set the cookie that a login needs with SameSite=None; Secure, and the session cookie with SameSite=Lax.',
    },
    lax: {
      title: `The cookie {cookie} was not sent with the {method} from {from} to {host}: ${COOKIE_REASONS.lax}.`,
      fix: 'At the SP, set the cookie that holds the state of the login with SameSite=None; Secure. Or have the SP keep that state by RelayState and not by a cookie.',
    },
    'default-lax': {
      title: `The cookie {cookie} was not sent with the {method} from {from} to {host}: ${COOKIE_REASONS['default-lax']}.`,
      fix: 'At the SP, set the cookie that holds the state of the login with SameSite=None; Secure. (Chrome sends it for its first two minutes, so that it works now and then.)',
    },
    'third-party': {
      title: `The cookie {cookie} was not sent to {host}: ${COOKIE_REASONS['third-party']}.`,
      fix: 'Log in and out in the whole window, not in a frame.',
    },
    expired: {
      title: `The cookie {cookie} did not come with {with} to {host}: ${COOKIE_REASONS.expired}.`,
      fix: 'At the SP, give it a longer life than a login may take, the second factor included.',
    },
    'public-suffix': {
      title: `The cookie {cookie} with the Domain {domain} did not come back to {host}: ${COOKIE_REASONS['public-suffix']}.`,
      fix: 'At the SP, leave Domain out, or name the host itself. Hosts below {domain} can share no cookie.',
    },
    domain: {
      title: `The cookie {cookie} of {domain} did not come with {with} to {host}: ${COOKIE_REASONS.domain}.`,
      fix: 'Begin the login under the same host name as the ACS URL, or set the cookie with a Domain that covers both.',
    },
    path: {
      title: `The cookie {cookie} with the path {path} did not come with {with} to {host}: ${COOKIE_REASONS.path}.`,
      fix: 'At the SP, set it with a Path that covers the ACS URL.',
    },
    unknown: {
      title: `The cookie {cookie} did not come with {with}, though the browser sent it to {host} when the login began: ${COOKIE_REASONS.unknown}.`,
      fix: 'Look at its SameSite attribute first: with a POST from another site only SameSite=None; Secure comes along. Else it was removed, has expired, or belongs to another path.',
    },
  },
  'cookie-too-large': {
    dropped: {
      title: 'The cookie {cookie} of {host} has {bytes} bytes; browsers drop what has more than {limit}.',
      fix: 'Keep the session at the server and only its key in the cookie, or have the IdP send fewer groups.',
    },
    header: {
      title: '{host} answered with HTTP {status} to a request with {bytes} bytes of cookies.',
      fix: 'Keep sessions at the server, remove cookies that logins leave behind, or raise the limit of headers at the server and every proxy before it.',
    },
  },
  'login-loop': {
    loop: {
      title:
        'A login loop: {sp} took the answer of the IdP and asked for a login again at once, {times} logins in a row.',
      fix: 'The answer is fine, the session is not kept. Look at the session cookie of {host}: set at all, with Secure over https, not for another path or host, and the session found again by every instance behind the balancer.',
    },
  },
  'logout-loop': {
    loop: {
      title: 'A logout loop: {sp} asked {other} for the same logout {times} times in a row.',
      fix: 'End the local session before the LogoutRequest is sent, answer a LogoutRequest with a LogoutResponse and never with another request, and let the answer lead to a page that does not log out again.',
    },
  },
  'logged-in-again': {
    'after-logout': {
      title:
        'Logged out and in again without being asked: the IdP still counts an authentication from {before} before the logout.',
      fix: 'The IdP answered the logout but kept its session. Check at the IdP that single logout ends its own session, or ask with ForceAuthn after a logout.',
    },
    'logout-failed': {
      title: 'The logout before this login did not succeed, and the IdP let the user in again without asking.',
      fix: 'Mend the logout first: the session at {host} was never ended.',
    },
    'local-logout': {
      title:
        'The logout ended only the session at {sp}: the IdP was not told, and let the user in again without asking.',
      fix: 'Have the SP send a LogoutRequest to the IdP (its SingleLogoutService), or at least lead to a page after logout that does not begin a login.',
    },
  },
  'flow-broken-off': {
    http: {
      title: 'It stopped at {host}, which answered with HTTP {status}; no answer to the request was sent.',
      fix: 'Look into the log of {host} at that time.',
    },
    network: {
      title: 'It stopped because {host} could not be reached: {error}.',
      fix: 'Check that {host} can be reached from this browser, and that its certificate is accepted.',
    },
    chain: {
      title:
        'The logout stopped at another participant: {host} answered with HTTP {status}, so nobody told the one who asked.',
      fix: 'Mend or remove the logout endpoint of {host} at the IdP; the IdP should go on with the others and answer PartialLogout.',
    },
    'begun-anew': {
      title: 'No answer to this request was recorded; it was begun anew.',
      fix: '',
    },
    waiting: {
      title: 'No answer to this request was recorded. The last page was at {host}.',
      fix: 'If the user is not just logging in: the recording may have ended too early, or the answer came in another tab.',
    },
    unanswered: {
      title:
        'No answer of {host} to the {method} was recorded, and no error: the browser blocked the request or broke it off, the connection ended, or a service worker of the page answered. The recording does not say which.',
      fix: 'Look at that request in the browser’s own network panel: Firefox names there what blocked it. Try it without extensions that block, and record every tab: that has the browser’s own error.',
    },
    'not-sent': {
      title: 'The page of {host} that carries the answer came, but the browser did not send it on.',
      fix: 'If nothing happens there: its script is blocked (Content-Security-Policy, form-action), or the recording ended too early.',
    },
    'logout-waiting': {
      title: 'The logout was not answered. It stopped at {host}.',
      fix: 'The user may believe to be logged out. Check that the IdP knows the SP’s logout endpoint and answers there.',
    },
  },
  'logout-answer-other': {
    other: {
      title: 'The answer to this logout, from {from}, says that it answers another request ({received}).',
      fix: 'The request of this logout is {expected}. Whoever asked must refuse such an answer: it says nothing about this logout. Look at the answering side whether it keeps one open logout for all, or sends an answer of an earlier one again.',
    },
  },
  'other-idp-answered': {
    metadata: {
      title:
        'Another IdP answered than the one that was asked: the request went to {asked}, and {answered} answered it.',
      fix: 'Two IdPs are mixed up at the SP: check which one it asks, by which key it remembers that, and whose certificate it verifies with.',
    },
    recording: {
      title:
        'Another IdP answered than otherwise: the request went to {place}, where {asked} answers, and this time {answered} did.',
      fix: 'Two IdPs are mixed up at the SP: check which one it asks, by which key it remembers that, and whose certificate it verifies with.',
    },
  },
  'answered-in-other-tab': {
    'other-session': {
      title:
        'The request was made in one browser session, and its answer came in another (a private window or a container).',
      fix: 'Each has cookies of its own, so {host} does not know the request. Begin and end the login in the same window.',
    },
    'other-tab': {
      title: 'The request was made in one tab, and its answer came in another.',
      fix: 'If {host} keeps one open request a session, the other tab has replaced it. Begin the login anew, or have the SP keep several.',
    },
    'two-requests': {
      title: 'While this request was open, {sp} made another one; then it refused the answer to the first.',
      fix: 'Two tabs, or a double click. The SP keeps only its last request: have it keep several, or begin the login anew.',
    },
  },
  'idp-initiated-refused': {
    refused: {
      title: 'The login began at the IdP, and {host} refused it with HTTP {status}.',
      fix: 'Allow logins that begin at the IdP at the SP, or have the IdP’s portal link to the SP, which then begins the login.',
    },
    'asked-again': {
      title: 'The login began at the IdP; {host} did not take it but began a login of its own.',
      fix: 'It works, at the price of a second round. Allow logins that begin at the IdP, or link to the SP from the portal.',
    },
  },
  'cookie-mixed-up': {
    overwritten: {
      title:
        'The cookie {cookie} of {host} was set anew before the answer came, and the SP no longer finds its session: {own} had set it when the login began, {by} of the same host did again.',
      fix: 'Give the cookies of the applications on {host} names of their own, or a Path each (Path={own}), or serve them from hosts of their own.',
    },
    'overwritten-beside': {
      title:
        'The cookie {cookie} of {host} was set anew before the answer came, and the SP no longer finds its session: {own} had set it when the login began, the answer to {by}, which is no page, did again.',
      fix: 'Have {by} set no such cookie: requests for pictures, scripts and data begin no session. If another application answers there, give its cookie another name.',
    },
    changed: {
      title:
        'The cookie {cookie} was set anew as one that browsers do not send with the answer: by the answer to {by} ({attributes}). It was there when the login began, and did not come back to {host}.',
      fix: 'Have {by} set no such cookie, or set it with what a login needs: SameSite=None; Secure, and a Path and Domain that cover the ACS URL.',
    },
    removed: {
      title:
        'The cookie {cookie} was taken away before the answer came: by the answer to {by}. It was there when the login began; {host} no longer finds its session.',
      fix: 'Have {by} leave that cookie alone. Where it ends a session that it does not know, it is to do so under another name than that of the login’s cookie.',
    },
    'overwritten-in-tab': {
      title:
        'Two tabs: while this login was open, {by} in another tab set the cookie {cookie} of {host} anew, and the SP no longer finds what it had noted for this one.',
      fix: 'Have the SP give the cookie of each login a name of its own (by the ID of its request), or keep several open requests in one session. Until then: end one login before another tab begins one.',
    },
    'removed-in-tab': {
      title:
        'Two tabs: while this login was open, {by} in another tab took the cookie {cookie} of {host} away, and the SP no longer finds its session.',
      fix: 'Begin the login anew. A logout in another tab does so; if nobody logged out, have {by} leave the cookie of a login alone.',
    },
    'not-removed': {
      title:
        'The logout did not take the cookie {cookie} away: it did so under another address ({removed}) than it was set for ({set}). The browser still sends it to {host}.',
      fix: 'Have {host} remove it with the Path and Domain with which it was set. As long as the session behind it lives, the user is not logged out.',
    },
  },
  'idp-cookie-rejected': {
    'none-insecure': {
      title: `The browser does not keep the cookie {cookie} of the IdP {host}: ${COOKIE_REASONS['none-insecure']}. The login form came without it.`,
      fix: 'Have the IdP set it with Secure as well, over https; behind a proxy that ends TLS, tell the IdP that its address is https.',
    },
    'host-prefix': {
      title: `The browser does not keep the cookie {cookie} of the IdP {host}: ${COOKIE_REASONS['host-prefix']}.`,
      fix: 'Have the IdP set it with Secure, Path=/ and no Domain, or give it another name.',
    },
    'secure-prefix': {
      title: `The browser does not keep the cookie {cookie} of the IdP {host}: ${COOKIE_REASONS['secure-prefix']}.`,
      fix: 'Have the IdP set it with Secure, or give it another name.',
    },
    'http-prefix': {
      title: `The browser does not keep the cookie {cookie} of the IdP {host}: ${COOKIE_REASONS['http-prefix']}.`,
      fix: 'Have the IdP set it with HttpOnly and Secure, or give it another name.',
    },
  },
  'relay-state-changed': {
    lost: {
      title: 'RelayState was sent to {host} and did not come back: the page that was asked for is lost.',
      fix: 'The IdP must send it back as it was. Some cut or drop what is longer than 80 bytes or holds special characters: use a short token.',
    },
    changed: {
      title: 'RelayState came back from {host} changed.',
      fix: 'The IdP must send it back exactly as it was. Use a short token of letters and digits.',
    },
    empty: {
      title: 'RelayState was sent empty, and came back with a value.',
      fix: 'Leave the parameter out where there is nothing to send: some products take an empty one for something else.',
    },
  },
  'response-by-get': {
    redirect: {
      title: 'The response came in a URL (GET). A login’s response may only come by POST or artifact.',
      fix: 'Set the binding of the ACS URL at {host} to HTTP-POST: URLs are cut, and stand in logs and histories.',
    },
    'empty-relay-state': {
      title: 'The response came in a URL (GET), after a request with an empty RelayState.',
      fix: 'Have the SP leave RelayState out instead of sending it empty; some IdPs answer that by GET. Set the binding of the ACS URL to HTTP-POST.',
    },
  },
  'logout-session-gone': {
    'at-idp': {
      title:
        'The IdP’s session ended before the SP’s: {host} refused the logout of a session that it no longer knows ({said}).',
      fix: 'Have the SP end its own session whatever the IdP answers, and show the page after logout: the user is logged out at the IdP already. Until then the session at {sp} may go on.',
    },
    'at-sp': {
      title:
        'The SP’s session ended before the IdP’s: {host} refused the logout of a session that it no longer knows ({said}).',
      fix: 'If nobody logged out there, it lost its sessions in a restart or on another instance: keep them in a store that outlives both. It should answer Success where no such session is left, so that the logout of the others goes on.',
    },
  },
  'logout-answer-refused': {
    'by-idp': {
      title:
        'The IdP at {host} refused the answer to its own logout request with HTTP {status}; the session at the SP has ended.',
      fix: 'Compare what the IdP expects of the answer (signature, Destination, InResponseTo, its own cookie) with its log at that time. Nobody stays logged in by this at the SP; others in the chain may.',
    },
    'session-gone': {
      title:
        '{host} ended its session (cookie {cookie}) before it asked for the logout, and then refused the answer with HTTP {status}.',
      fix: 'The SP must take the answer without a session: keep the ID of the open request elsewhere, and show the page after logout in any case.',
    },
    refused: {
      title: '{host} refused the answer to its own logout with HTTP {status}.',
      fix: 'Often its session is gone by then. The SP must take the answer without one, and show the page after logout in any case.',
    },
  },
  'tls-ended-before-sp': {
    scheme: {
      title: 'The browser reaches the SP at {seen}, but the SP says it is at {said}: TLS ends at a proxy before it.',
      fix: 'Tell the SP its outer address: trust X-Forwarded-Proto from the proxy, or configure its address with https.',
    },
    port: {
      title:
        'The browser reaches the SP at {seen}, but the SP says it is at {said}: a proxy before it has another port.',
      fix: 'Tell the SP its outer address: trust X-Forwarded-Port or Host from the proxy, or configure its address.',
    },
    'idp-scheme': {
      title:
        'The browser reaches the IdP at {seen}, but the IdP takes its own address for {said}: TLS ends at a proxy before it.',
      fix: 'Tell the IdP its outer address: trust X-Forwarded-Proto from the proxy, or configure its address with https (Keycloak: proxy-headers and hostname).',
    },
    'idp-port': {
      title:
        'The browser reaches the IdP at {seen}, but the IdP takes its own address for {said}: a proxy before it has another port.',
      fix: 'Tell the IdP its outer address: trust X-Forwarded-Port or Host from the proxy, or configure its address.',
    },
  },
  'clock-offset': {
    'idp-ahead': {
      title: 'The clock of the IdP is {difference} ahead of {than} (± {unsure}); {skew} are allowed.',
      fix: 'Set the clocks by NTP, the IdP’s ({host}) first. What it issues now is not valid yet at the SP.',
    },
    'idp-behind': {
      title: 'The clock of the IdP is {difference} behind {than} (± {unsure}); {skew} are allowed.',
      fix: 'Set the clocks by NTP, the IdP’s ({host}) first. What it issues is old, or has expired, when it arrives.',
    },
    'sp-ahead': {
      title:
        'The clock of the SP is {difference} ahead of the IdP’s (± {unsure}): this browser’s agrees with the IdP’s; {skew} are allowed.',
      fix: 'Set the clock of the SP ({sp}) by NTP. What it gets is old, or has expired, by its clock.',
    },
    'sp-behind': {
      title:
        'The clock of the SP is {difference} behind the IdP’s (± {unsure}): this browser’s agrees with the IdP’s; {skew} are allowed.',
      fix: 'Set the clock of the SP ({sp}) by NTP. What it gets is not valid yet by its clock.',
    },
    'stamp-ahead': {
      title:
        'The IdP dates its messages {difference} into the future: after they were delivered. The clock of its web server (Date) is another.',
      fix: 'Set the clock by which the product at {host} issues messages. What it issues now is not valid yet at the SP.',
    },
    'stamp-behind': {
      title:
        'The clock by which the IdP dates its messages is {difference} behind: its answer is dated before the request that it answers. The clock of its web server (Date) is another.',
      fix: 'Set the clock by which the product at {host} issues messages. What it issues is old, or has expired, when it arrives.',
    },
    'whole-hours': {
      title:
        'The IdP dates its messages {difference} away from the clock of {of} (± {unsure}), as much as a time zone: it may write its local time as if it were UTC, or its clock is wrong.',
      fix: 'Compare IssueInstant with the time in UTC. Where the clock of {host} is right, correct the time zone or its conversion in the product there: all times of SAML are in UTC (saml-core 1.3.3), and NTP changes nothing. Where it is not, set it by NTP.',
    },
    'local-time': {
      title:
        'The IdP seems to write its local time as if it were UTC: its messages are dated {difference} away from the clock of its web server (Date), which is another.',
      fix: 'All times of SAML are in UTC, whatever stands behind them (saml-core 1.3.3). Correct the time zone, or its conversion, in the product at {host}. To set its clock by NTP changes nothing.',
    },
    browser: {
      title: 'This computer’s clock is {difference} {direction} those of the IdP and the SP, which agree.',
      fix: 'Set this computer’s clock. The times of the recording, by which the messages were judged, are wrong; the SP may see nothing amiss.',
    },
  },
  'response-stale': {
    late: {
      title: 'The response was {age} old when the browser posted it to {host}; the clocks are not the cause.',
      fix: 'The tab was left open, or “back” sent an old form again. Begin the login anew.',
    },
  },
  'session-outlived': {
    cookie: {
      title:
        'The session cookie {cookie} of {host} lasts {longer} longer than the session that the IdP grants: until {received} instead of {expected}.',
      fix: 'Have the SP end its session at SessionNotOnOrAfter (saml-core 2.7.2), and give the cookie no longer life; or lengthen the session at the IdP.',
    },
  },
  'metadata-unreachable': {
    sp: {
      title: 'The metadata of the SP could not be had: {url} answered with {answer}.',
      fix: 'Serve it again at {host}. Where the IdP loads it from there, it knows neither the SP nor its addresses and keys until then; give it to the IdP by file meanwhile.',
    },
    idp: {
      title: 'The metadata of the IdP could not be had: {url} answered with {answer}.',
      fix: 'Serve it again at {host}. Where the SP loads it from there, it knows neither the IdP nor its keys until then; give it to the SP by file meanwhile.',
    },
  },
  'request-stale': {
    bookmarked: {
      title:
        'The request was {age} old when the browser brought it to {host}: the IdP’s login page was bookmarked, or left open.',
      fix: 'Begin the login at {sp} and bookmark a page there. The SP can lead those whose request it no longer knows to a new login instead of an error.',
    },
  },
  'slow-step': {
    slow: {
      title: '{host} took {took} to answer; the other steps took {usual}.',
      fix: '',
    },
  },
  'logout-without-cookies': {
    framed: {
      title: 'The logout reached {host} in a frame and without any cookie: the session there very likely goes on.',
      fix: 'Browsers block cookies of other sites in frames. Have the IdP log out by redirects of the whole window, or over SOAP.',
    },
  },
  'message-outside-flow': {
    alone: {
      title: 'This {kind} belongs to no login and no logout that was recorded.',
      fix: '',
    },
  },
} satisfies WordTable;
