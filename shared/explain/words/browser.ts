import type { WordTable } from './word-table.ts';

/** Words of what a browser, or what stands between it and a server, made of a login or logout. */
export const BROWSER_WORDS = {
  'blocked-by-client': {
    extension: {
      title: 'Something in this browser blocked {host}: an extension, such as an ad blocker ({error}).',
      fix: 'Allow {host} in the blocker, or try a window without extensions. Neither side can mend it.',
    },
    administrator: {
      title: 'A policy of this computer blocks {host} ({error}).',
      fix: 'Have whoever manages this computer allow {host} (URLBlocklist, URLAllowlist).',
    },
    browser: {
      title:
        'The browser itself blocked {host} ({error}): its protection against tracking, an extension, or a policy of this computer. It does not say which.',
      fix: 'Allow {host} in each: try a window without extensions, switch the protection off for that page, and look at about:policies.',
    },
  },
  'script-request-redirected': {
    one: {
      title:
        'A script’s request was redirected to the login at {idp}, which browsers forbid (CORS): the page asked for {path} in the background.',
      fix: 'Have {host} answer such requests with 401 instead of a redirect, and let the script lead the whole window to the login. Nothing is to be changed at the IdP.',
    },
    several: {
      title:
        'The requests of scripts were redirected to the login at {idp}, which browsers forbid (CORS): {times} were made in the background.',
      fix: 'Have {host} answer such requests with 401 instead of a redirect, and let the script lead the whole window to one login. Each redirect leaves a state behind, and the last one wins.',
    },
  },
  'frame-refused': {
    login: {
      title: 'The page of {host} may not be shown in a frame, so the login stopped there: it says {rule}.',
      fix: 'Begin the login in the whole window or in a popup; login pages forbid frames with reason. What is to be shown in a frame needs a session before.',
    },
    logout: {
      title:
        'The logout reached {host} in a frame, where its answer may not be shown: the IdP never gets it. It says {rule}.',
      fix: 'At the SP, leave X-Frame-Options and frame-ancestors out at the logout address, or name the IdP there; or have the IdP log out by redirects of the whole window.',
    },
    blocked: {
      title: 'The browser did not show the answer of {host} in a frame, so the login stopped there.',
      fix: 'Begin the login in the whole window or in a popup; login pages forbid frames with reason (X-Frame-Options, frame-ancestors).',
    },
    'logout-blocked': {
      title: 'The logout reached {host} in a frame, and the browser dropped its answer: the IdP never gets it.',
      fix: 'At the SP, leave X-Frame-Options and frame-ancestors out at the logout address, or name the IdP there; or have the IdP log out by redirects of the whole window.',
    },
  },
  'form-not-sent': {
    'form-action': {
      title: 'The message was never sent: the page of {host} itself forbids forms to {target} (form-action {list}).',
      fix: 'Add https://{target} to form-action of the Content-Security-Policy of that page, or leave form-action out there.',
    },
    'form-action-redirect': {
      title:
        'The browser did not follow the redirect to {target}: the login page of {host} forbids its form to be led there (form-action {list}).',
      fix: 'Add https://{target} to form-action of the login page’s Content-Security-Policy: Chrome holds redirects to it, too.',
    },
    'script-policy': {
      title:
        'The message was not sent: the page of {host} sends it by a script that its own Content-Security-Policy forbids ({list}).',
      fix: 'Give the script a nonce or a hash in script-src, or have it in a file of its own; until then the user must press the button.',
    },
    'mixed-content': {
      title: 'The message was not sent: the page of {host} is https, and its form leads to {target} by plain http.',
      fix: 'Enter the address with https at the IdP; browsers warn of such a form or stop it.',
    },
    'no-script': {
      title: 'The page of {host} holds the message for {target}, and nothing sent it on: most likely scripts are off.',
      fix: 'Press the button on that page, or allow JavaScript for {host}. If it was sent after all, the recording ended too early.',
    },
  },
  'landing-unreached': {
    unreachable: {
      title: '{host} took the answer and led on to {target}, which could not be reached{error}.',
      fix: 'Check that {target} can be reached from this browser; if it is a name of before, correct where {host} leads after a login (RelayState, its base address).',
    },
    downgraded: {
      title:
        '{host} took the answer by https and led on to {target} by plain http, which could not be reached{error}: TLS ends at a proxy before it, which it does not know of.',
      fix: 'Tell {host} its outer address: trust X-Forwarded-Proto from the proxy, or configure its address with https.',
    },
    untrusted: {
      title: '{host} took the answer and led on to {target}, whose TLS the browser does not accept{error}.',
      fix: 'Look at the certificate of {target}: its dates, the names in it, and the chain up to an authority that the browser knows.',
    },
    redirects: {
      title: '{host} took the answer and then led round in a circle{error}: no page came.',
      fix: 'Look at what its pages redirect for after a login: a session cookie that does not stick (Secure, Path, Domain), a role that one page demands and another denies, or http and https that lead to each other behind a proxy.',
    },
    'page-policy': {
      title:
        '{host} took the answer and led on to {target}, where the browser did not follow: the Content-Security-Policy of the page that sent the form forbids it{error}.',
      fix: 'Add https://{target} to form-action of the page that holds the answer: Chrome holds redirects after the form to it, too.',
    },
    'mixed-content': {
      title: '{host} took the answer and led on to {target} by plain http, which the browser did not follow{error}.',
      fix: 'Have {host} lead on by https.',
    },
    offline: {
      title: '{host} took the answer, and then the browser lost its network{error}.',
      fix: 'Log in again when the network is back.',
    },
  },
  'proof-not-given': {
    kerberos: {
      title:
        '{host} asked this browser for a Windows login ({scheme}), and it had none to give: it stopped at HTTP 401.',
      fix: 'Add {host} to the intranet zone, or to AuthServerAllowlist (Chrome, Edge) or network.negotiate-auth.trusted-uris (Firefox), and use a computer of the domain. Or have the IdP fall back to its form for browsers that have none.',
    },
    basic: {
      title: '{host} asked for user name and password by a window of the browser ({scheme}), and got none.',
      fix: 'Type them, or find out who asks: often it is a proxy or the server before the IdP, and not the IdP itself.',
    },
    certificate: {
      title: '{host} asked for a client certificate, and the browser gave none that it takes.',
      fix: 'Install the certificate, choose it when asked, and start the browser anew where a wrong one was chosen.',
    },
    'sp-certificate': {
      title: 'The server of {host} itself asks for a client certificate {where}.',
      fix: 'Where users have none, take the demand off {address} (nginx: ssl_verify_client, Apache: SSLVerifyClient, IIS: SSL Settings). Where they have one, it is to be installed and chosen when the browser asks.',
    },
    'server-certificate': {
      title:
        '{host} asked for a client certificate where the {kind} was sent from server to server, and got none that it takes.',
      fix: 'Give the server that sends it a certificate that {host} trusts, in its settings of TLS and not in those of signing; or have {host} ask for none there, and sign the message.',
    },
    'sp-windows': {
      title: 'The server of {host} itself asks for a Windows login ({scheme}) {where}.',
      fix: 'Allow anonymous access to {address} in IIS, and switch Windows authentication off there.',
    },
    'sp-basic': {
      title: 'Something before {host} asks for user name and password ({scheme}) {where}.',
      fix: 'Exempt {address} from that protection (auth_basic off, Satisfy Any).',
    },
  },
  'post-became-get': {
    slash: {
      title:
        'A redirect of {host} made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}).',
      fix: 'Enter the address as {target} {where}; or have the server take it without a redirect, or by 308.',
    },
    www: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}).',
      fix: 'Enter the address as {target} {where}, and use that host name throughout; or redirect by 308.',
    },
    scheme: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}).',
      fix: 'Enter the address with https {where}; or redirect by 308.',
    },
    downgraded: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}). TLS ends at a proxy before {host}, which does not know of it.',
      fix: 'Tell {host} its outer address: trust X-Forwarded-Proto from the proxy, or configure its address with https.',
    },
    host: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}).',
      fix: 'Enter the address as {target} {where}; or redirect by 308.',
    },
    path: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}), which differs in capitals.',
      fix: 'Enter the address as {target} {where}.',
    },
    prefix: {
      title:
        'A redirect made a GET of the POST, and the message was lost: it was posted to {posted}, and redirected to {target} (HTTP {status}), the same path below another.',
      fix: 'Exempt the address from what leads to another path there (a language, a tenant), or enter {target} {where}.',
    },
  },
  'endpoint-behind-login': {
    acs: {
      title:
        'The address of {host} that takes the answer is itself behind another login: {path} was redirected to {login}, and the answer was lost.',
      fix: 'Exempt the ACS URL from what stands before {host} (oauth2-proxy: skip_auth_routes; nginx: auth_request off).',
    },
    'own-login': {
      title:
        'The address of {host} that takes the answer is itself behind the login: instead of reading it at {path}, {host} asks for a login again.',
      fix: 'Exempt the ACS URL from the filter that demands a session (permitAll, skip_before_action, an unprotected path).',
    },
    slo: {
      title:
        'The logout address of {host} ({path}) is itself behind the login: the logout message was answered with a login at {login}.',
      fix: 'Exempt the logout address from the filter that demands a session; it is called when there may be none any more.',
    },
  },
} satisfies WordTable;
