import type { Phrase } from './engine/phrase.ts';

/**
 * Where a message was sent: to the SP's ACS URL, its logout address, or to the identity provider.
 */
export type StatusPlace = 'acs' | 'logout' | 'idp';

type Row = Pick<Phrase, 'topic' | 'owner' | 'means' | 'fix'> & { readonly status: number };

/**
 * What a status of HTTP means where a message was sent, when nothing else is said. 400, 401, 403 and 500 mean nothing by
 * themselves, and what a redirect does to a form `post-became-get` tells. What is not told of the SP's logout address is as
 * at its ACS URL, and so is what is not told of an identity provider.
 */
export const STATUS_TABLE: Readonly<Record<StatusPlace, readonly Row[]>> = {
  acs: [
    {
      status: 404,
      topic: 'acs-unknown',
      owner: 'idp',
      means: 'There is nothing at the address that the answer was posted to.',
      fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata, character by character; a proxy before the SP may also cut or not pass on its path.',
    },
    {
      status: 405,
      topic: 'method',
      owner: 'sp',
      means:
        'The address that the answer was posted to does not take POST: it is a page, or a proxy does not pass it on to the application.',
      fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata; at the SP, have the path take POST and be passed on to the application.',
    },
    {
      status: 408,
      topic: 'unreachable',
      owner: 'network',
      means: 'The message did not arrive in time.',
      fix: 'Try again; look at the connection and at the limits of time of the proxy.',
    },
    {
      status: 410,
      topic: 'acs-unknown',
      owner: 'idp',
      means: 'The address that the answer was posted to is gone.',
      fix: 'Load the SP’s current metadata at the IdP.',
    },
    {
      status: 411,
      topic: 'request-malformed',
      owner: 'network',
      means: 'A server on the way wants to know the length of the body.',
      fix: 'Look for a proxy that sends the body in chunks to a server that does not take them.',
    },
    {
      status: 413,
      topic: 'size',
      owner: 'sp',
      means: 'The message is larger than a server or proxy before the SP takes; the SP itself never saw it.',
      fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody; IIS: maxAllowedContentLength; Express: limit), or have the IdP send fewer groups.',
    },
    {
      status: 414,
      topic: 'size',
      owner: 'idp',
      means: 'The URL with the message is longer than the server takes.',
      fix: 'Send this message by POST; or raise the limit (nginx: large_client_header_buffers; Apache: LimitRequestLine; IIS: maxQueryString).',
    },
    {
      status: 415,
      topic: 'media-type',
      owner: 'sp',
      means:
        'The SP does not take forms (application/x-www-form-urlencoded) at this address: it expects JSON or something else.',
      fix: 'At the SP, read forms at the ACS URL (Express: express.urlencoded; Spring: consumes); or correct the ACS URL.',
    },
    {
      status: 419,
      topic: 'csrf',
      owner: 'sp',
      means:
        'The SP’s own protection against forged forms turned the POST away (Laravel answers so); the message was never looked at.',
      fix: 'Except the ACS URL from it: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
    },
    {
      status: 421,
      topic: 'configuration',
      owner: 'network',
      means: 'The server that the browser reached does not answer for this host name.',
      fix: 'Look at the certificate and the virtual hosts of the proxy: one connection is used for two names.',
    },
    {
      status: 422,
      topic: 'csrf',
      owner: 'sp',
      means:
        'The SP did not process the form: in Rails this is the protection against forged forms (InvalidAuthenticityToken), and the message was never looked at.',
      fix: 'Look into the SP’s log at that time; in Rails, skip_before_action :verify_authenticity_token for the ACS URL.',
    },
    {
      status: 429,
      topic: 'rate',
      owner: 'network',
      means: 'Too many requests came from here: a limit was reached.',
      fix: 'Wait and try again; find out whether a login loop is the reason, and except the address from the limit.',
    },
    {
      status: 431,
      topic: 'size',
      owner: 'sp',
      means: 'The header with its cookies is larger than the server takes.',
      fix: 'Remove the site’s cookies; find what fills them (states of logins that were given up, groups), and raise the limit (Node: --max-http-header-size; nginx: large_client_header_buffers).',
    },
    {
      status: 501,
      topic: 'method',
      owner: 'sp',
      means: 'The server does not know this method.',
      fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata.',
    },
    {
      status: 502,
      topic: 'unreachable',
      owner: 'sp',
      means: 'A proxy got no sound answer from the application behind it.',
      fix: 'Look whether the application runs, into its log at that time, and whether its answer has larger headers than the proxy takes (nginx: proxy_buffer_size).',
    },
    {
      status: 503,
      topic: 'temporary',
      owner: 'sp',
      means: 'The application does not take requests for the moment: it is down, being deployed, or overloaded.',
      fix: 'Try again; look whether it runs and what its health checks say.',
    },
    {
      status: 504,
      topic: 'unreachable',
      owner: 'sp',
      means: 'The application behind the proxy did not answer in time.',
      fix: 'Look what it waits for: often metadata or a directory that it cannot reach.',
    },
    {
      status: 511,
      topic: 'other-login',
      owner: 'network',
      means: 'The network itself asks for a login before it lets anything through (a guest network, a captive portal).',
      fix: 'Log in to the network in another tab, and begin the login anew.',
    },
  ],
  logout: [
    {
      status: 404,
      topic: 'destination',
      owner: 'idp',
      means: 'There is nothing at the logout address of the SP that the message was sent to.',
      fix: 'Compare the single logout address at the IdP with that of the SP’s metadata, character by character; take it out there where the SP has no logout.',
    },
    {
      status: 405,
      topic: 'binding',
      owner: 'sp',
      means: 'The SP’s logout address does not take the binding by which the message was sent.',
      fix: 'Have the SP take it, or list in its metadata, and at the IdP, only the binding that it takes there (POST or redirect).',
    },
    {
      status: 410,
      topic: 'destination',
      owner: 'idp',
      means: 'The logout address of the SP that the message was sent to is gone.',
      fix: 'Load the SP’s current metadata at the IdP.',
    },
    {
      status: 413,
      topic: 'size',
      owner: 'sp',
      means: 'The logout message is larger than a server or proxy before the SP takes.',
      fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody).',
    },
    {
      status: 414,
      topic: 'size',
      owner: 'idp',
      means: 'The URL with the logout message is longer than the server takes.',
      fix: 'Have the IdP send logout messages to this SP by POST; or raise the limit (nginx: large_client_header_buffers).',
    },
    {
      status: 415,
      topic: 'media-type',
      owner: 'sp',
      means: 'The SP does not take forms (application/x-www-form-urlencoded) at its logout address.',
      fix: 'At the SP, read forms there; or have the IdP use the redirect binding.',
    },
    {
      status: 419,
      topic: 'csrf',
      owner: 'sp',
      means:
        'The SP’s own protection against forged forms turned the logout message away (Laravel answers so); it was never looked at.',
      fix: 'Except the logout address from it: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
    },
    {
      status: 422,
      topic: 'csrf',
      owner: 'sp',
      means:
        'The SP did not process the form: in Rails this is the protection against forged forms, and the logout message was never looked at.',
      fix: 'Look into the SP’s log at that time; in Rails, skip_before_action :verify_authenticity_token for the logout address.',
    },
    {
      status: 501,
      topic: 'binding',
      owner: 'sp',
      means: 'The SP’s server does not know the method by which the logout message was sent.',
      fix: 'Compare the single logout address and its binding at the IdP with the SP’s metadata.',
    },
  ],
  idp: [
    {
      status: 404,
      topic: 'destination',
      owner: 'sp',
      means: 'There is nothing at the address that the request was sent to.',
      fix: 'Correct the SSO or logout address of the IdP at the SP: load its current metadata there.',
    },
    {
      status: 405,
      topic: 'binding',
      owner: 'sp',
      means: 'The address does not take the binding by which the request was sent.',
      fix: 'Have the SP use a binding that the IdP’s metadata has at this address.',
    },
    {
      status: 410,
      topic: 'destination',
      owner: 'sp',
      means: 'The address that the request was sent to is gone.',
      fix: 'Load the IdP’s current metadata at the SP.',
    },
    {
      status: 411,
      topic: 'request-malformed',
      owner: 'network',
      means: 'A server on the way wants to know the length of the body.',
      fix: 'Look for a proxy that sends the body in chunks to a server that does not take them.',
    },
    {
      status: 413,
      topic: 'size',
      owner: 'idp',
      means: 'The message is larger than a server or proxy before the identity provider takes.',
      fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody), or send a smaller message: without its certificate, with a short RelayState.',
    },
    {
      status: 414,
      topic: 'size',
      owner: 'sp',
      means: 'The URL with the request is longer than the server takes.',
      fix: 'Send the request by POST, or make RelayState a short token.',
    },
    {
      status: 415,
      topic: 'media-type',
      owner: 'sp',
      means: 'The identity provider does not take forms (application/x-www-form-urlencoded) at this address.',
      fix: 'Correct the address of the IdP at the SP: load its current metadata there. Another interface may stand at this one.',
    },
    {
      status: 419,
      topic: 'csrf',
      owner: 'idp',
      means: 'A protection against forged forms in front of the identity provider turned the POST away.',
      fix: 'Except the address from it, or have the SP send its message by redirect.',
    },
    {
      status: 422,
      topic: 'csrf',
      owner: 'idp',
      means:
        'The identity provider, or what stands before it, did not process the form: often a protection against forged forms.',
      fix: 'Look into its log at that time; or have the SP send its message by redirect.',
    },
    {
      status: 431,
      topic: 'size',
      owner: 'user',
      means: 'The header with its cookies is larger than the identity provider takes.',
      fix: 'Remove the cookies of the identity provider’s site in this browser; if it comes again, its administrator finds what fills them (logins that were given up) and raises the limit.',
    },
    {
      status: 501,
      topic: 'binding',
      owner: 'sp',
      means: 'The server does not know the method by which the message was sent.',
      fix: 'Have the SP use a binding that the IdP’s metadata has at this address.',
    },
    {
      status: 502,
      topic: 'unreachable',
      owner: 'idp',
      means: 'A proxy got no sound answer from the identity provider behind it.',
      fix: 'Look whether the identity provider runs, and into its log at that time.',
    },
    {
      status: 503,
      topic: 'temporary',
      owner: 'idp',
      means: 'The identity provider does not take requests for the moment.',
      fix: 'Try again; look whether it runs.',
    },
    {
      status: 504,
      topic: 'unreachable',
      owner: 'idp',
      means: 'The identity provider behind the proxy did not answer in time.',
      fix: 'Look what it waits for: often a directory that it cannot reach.',
    },
  ],
};
