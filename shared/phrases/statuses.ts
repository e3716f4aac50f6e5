import { definePhrases, type Phrase } from './engine/phrase.ts';

/**
 * What a status of HTTP means where a message was sent, when nothing else is said. 400, 403 and 500 mean nothing by
 * themselves. Each is told of an answer that was posted to a service provider; a request to an identity provider has its
 * own where it means something else.
 */
const AT_SP: readonly Phrase[] = definePhrases({ product: 'HTTP', source: 'https://www.rfc-editor.org/rfc/rfc9110' }, [
  {
    says: 'HTTP 404',
    topic: 'acs-unknown',
    owner: 'idp',
    means: 'There is nothing at the address that the answer was posted to.',
    fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata, character by character; a proxy before the SP may also cut or not pass on its path.',
  },
  {
    says: 'HTTP 405',
    topic: 'method',
    owner: 'sp',
    means:
      'The address that the answer was posted to does not take POST: it is a page, or a proxy does not pass it on to the application.',
    fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata; at the SP, have the path take POST and be passed on to the application.',
  },
  {
    says: 'HTTP 408',
    topic: 'unreachable',
    owner: 'network',
    means: 'The message did not arrive in time.',
    fix: 'Try again; look at the connection and at the limits of time of the proxy.',
  },
  {
    says: 'HTTP 410',
    topic: 'acs-unknown',
    owner: 'idp',
    means: 'The address that the answer was posted to is gone.',
    fix: 'Load the SP’s current metadata at the IdP.',
  },
  {
    says: 'HTTP 411',
    topic: 'request-malformed',
    owner: 'network',
    means: 'A server on the way wants to know the length of the body.',
    fix: 'Look for a proxy that sends the body in chunks to a server that does not take them.',
  },
  {
    says: 'HTTP 413',
    topic: 'size',
    owner: 'sp',
    means: 'The message is larger than a server or proxy before the SP takes; the SP itself never saw it.',
    fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody; IIS: maxAllowedContentLength; Express: limit), or have the IdP send fewer groups.',
  },
  {
    says: 'HTTP 414',
    topic: 'size',
    owner: 'idp',
    means: 'The URL with the message is longer than the server takes.',
    fix: 'Send this message by POST; or raise the limit (nginx: large_client_header_buffers; Apache: LimitRequestLine; IIS: maxQueryString).',
  },
  {
    says: 'HTTP 415',
    topic: 'media-type',
    owner: 'sp',
    means:
      'The SP does not take forms (application/x-www-form-urlencoded) at this address: it expects JSON or something else.',
    fix: 'At the SP, read forms at the ACS URL (Express: express.urlencoded; Spring: consumes); or correct the ACS URL.',
  },
  {
    says: 'HTTP 419',
    topic: 'csrf',
    owner: 'sp',
    means:
      'The SP’s own protection against forged forms turned the POST away (Laravel answers so); the message was never looked at.',
    fix: 'Except the ACS URL from it: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
  },
  {
    says: 'HTTP 421',
    topic: 'configuration',
    owner: 'network',
    means: 'The server that the browser reached does not answer for this host name.',
    fix: 'Look at the certificate and the virtual hosts of the proxy: one connection is used for two names.',
  },
  {
    says: 'HTTP 422',
    topic: 'csrf',
    owner: 'sp',
    means:
      'The SP did not process the form: in Rails this is the protection against forged forms (InvalidAuthenticityToken), and the message was never looked at.',
    fix: 'Look into the SP’s log at that time; in Rails, skip_before_action :verify_authenticity_token for the ACS URL.',
  },
  {
    says: 'HTTP 429',
    topic: 'rate',
    owner: 'network',
    means: 'Too many requests came from here: a limit was reached.',
    fix: 'Wait and try again; find out whether a login loop is the reason, and except the address from the limit.',
  },
  {
    says: 'HTTP 431',
    topic: 'size',
    owner: 'sp',
    means: 'The header with its cookies is larger than the server takes.',
    fix: 'Remove the site’s cookies; find what fills them (states of logins that were given up, groups), and raise the limit (Node: --max-http-header-size; nginx: large_client_header_buffers).',
  },
  {
    says: 'HTTP 501',
    topic: 'method',
    owner: 'sp',
    means: 'The server does not know this method.',
    fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata.',
  },
  {
    says: 'HTTP 502',
    topic: 'unreachable',
    owner: 'sp',
    means: 'A proxy got no sound answer from the application behind it.',
    fix: 'Look whether the application runs, into its log at that time, and whether its answer has larger headers than the proxy takes (nginx: proxy_buffer_size).',
  },
  {
    says: 'HTTP 503',
    topic: 'temporary',
    owner: 'sp',
    means: 'The application does not take requests for the moment: it is down, being deployed, or overloaded.',
    fix: 'Try again; look whether it runs and what its health checks say.',
  },
  {
    says: 'HTTP 504',
    topic: 'unreachable',
    owner: 'sp',
    means: 'The application behind the proxy did not answer in time.',
    fix: 'Look what it waits for: often metadata or a directory that it cannot reach.',
  },
]);

const AT_IDP: readonly Phrase[] = definePhrases({ product: 'HTTP', source: 'https://www.rfc-editor.org/rfc/rfc9110' }, [
  {
    says: 'HTTP 404 of a request',
    topic: 'destination',
    owner: 'sp',
    means: 'There is nothing at the address that the request was sent to.',
    fix: 'Correct the SSO or logout address of the IdP at the SP: load its current metadata there.',
  },
  {
    says: 'HTTP 405 of a request',
    topic: 'binding',
    owner: 'sp',
    means: 'The address does not take the binding by which the request was sent.',
    fix: 'Have the SP use a binding that the IdP’s metadata has at this address.',
  },
  {
    says: 'HTTP 410 of a request',
    topic: 'destination',
    owner: 'sp',
    means: 'The address that the request was sent to is gone.',
    fix: 'Load the IdP’s current metadata at the SP.',
  },
  {
    says: 'HTTP 414 of a request',
    topic: 'size',
    owner: 'sp',
    means: 'The URL with the request is longer than the server takes.',
    fix: 'Send the request by POST, or make RelayState a short token.',
  },
  {
    says: 'HTTP 502 of a request',
    topic: 'unreachable',
    owner: 'idp',
    means: 'A proxy got no sound answer from the identity provider behind it.',
    fix: 'Look whether the identity provider runs, and into its log at that time.',
  },
  {
    says: 'HTTP 503 of a request',
    topic: 'temporary',
    owner: 'idp',
    means: 'The identity provider does not take requests for the moment.',
    fix: 'Try again; look whether it runs.',
  },
  {
    says: 'HTTP 504 of a request',
    topic: 'unreachable',
    owner: 'idp',
    means: 'The identity provider behind the proxy did not answer in time.',
    fix: 'Look what it waits for: often a directory that it cannot reach.',
  },
]);

const BY_NAME: ReadonlyMap<string, Phrase> = new Map([...AT_SP, ...AT_IDP].map((phrase) => [phrase.says, phrase]));

/**
 * What a status means at this place; undefined where it means nothing by itself.
 * @param isRequest it was sent to an identity provider
 */
export function statusPhrase(status: number | null, isRequest: boolean): Phrase | undefined {
  const plain = BY_NAME.get(`HTTP ${status}`);
  return isRequest ? (BY_NAME.get(`HTTP ${status} of a request`) ?? plain) : plain;
}

/** One of these by what it is called in a finding. */
export function namedStatus(says: string): Phrase | undefined {
  return BY_NAME.get(says);
}
