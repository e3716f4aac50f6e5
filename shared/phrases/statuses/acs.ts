import type { StatusRow } from './status-row.ts';

/** What a status means at the ACS URL alone. */
export const AT_ACS: readonly StatusRow[] = [
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
    status: 410,
    topic: 'acs-unknown',
    owner: 'idp',
    means: 'The address that the answer was posted to is gone.',
    fix: 'Load the SP’s current metadata at the IdP.',
  },
  {
    status: 413,
    topic: 'size',
    owner: 'sp',
    means: 'The message is larger than a server or proxy before the SP takes; the SP itself never saw it.',
    fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody; IIS: maxAllowedContentLength; Express: limit), or have the IdP send fewer groups.',
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
    status: 422,
    suggests: true,
    topic: 'csrf',
    owner: 'sp',
    means:
      'The SP did not process the form: in Rails this is the protection against forged forms (InvalidAuthenticityToken), and the message was never looked at.',
    fix: 'Look into the SP’s log at that time; in Rails, skip_before_action :verify_authenticity_token for the ACS URL.',
  },
  {
    status: 501,
    topic: 'method',
    owner: 'sp',
    means: 'The server does not know this method.',
    fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata.',
  },
  {
    status: 405,
    when: 'allow',
    topic: 'method',
    owner: 'sp',
    means:
      'What answers there says which methods it takes, and POST is none of them (Allow): a page of the SP stands at the address that the answer was posted to, and not its ACS.',
    fix: 'Compare the ACS URL at the IdP with that of the SP’s metadata; at the SP, have that path take POST (a route for POST beside that for GET).',
  },
  {
    status: 405,
    when: 'in-front',
    topic: 'method',
    owner: 'network',
    means:
      'What stands in front of the SP (a content network, a load balancer, a store of files) takes no POST at this address, and does not pass it on to the application.',
    fix: 'There, have the ACS path take POST and lead to the application (CloudFront: a behaviour for the path, with all methods allowed); or correct the ACS URL at the IdP.',
  },
  {
    status: 404,
    when: 'named',
    topic: 'acs-unknown',
    owner: 'sp',
    means:
      'The SP’s own request asked for the answer at this address (AssertionConsumerServiceURL), and the SP has nothing there.',
    fix: 'At the SP, correct the ACS URL that its requests name, or have it listen there; look whether a proxy before it cuts the path or does not pass it on.',
  },
  {
    status: 410,
    when: 'named',
    topic: 'acs-unknown',
    owner: 'sp',
    means:
      'The SP’s own request asked for the answer at this address (AssertionConsumerServiceURL), and the SP says that it is gone.',
    fix: 'At the SP, correct the ACS URL that its requests name.',
  },
  {
    status: 405,
    when: 'named',
    topic: 'method',
    owner: 'sp',
    means:
      'The SP’s own request asked for the answer at this address (AssertionConsumerServiceURL), and POST is not taken there: it is a page, or a proxy does not pass POST on to the application.',
    fix: 'At the SP, have this path take POST and be passed on to the application, or correct the ACS URL that its requests name.',
  },
  {
    status: 501,
    when: 'named',
    topic: 'method',
    owner: 'sp',
    means:
      'The SP’s own request asked for the answer at this address (AssertionConsumerServiceURL), and what answers there does not know the method.',
    fix: 'At the SP, correct the ACS URL that its requests name, or look what answers there instead of the application.',
  },
  {
    status: 414,
    topic: 'size',
    owner: 'receiver',
    means: 'The address is longer than the server takes, though the message came in the body and not in it.',
    fix: 'Look what was put behind {address} (a return address, a token), or what rewrites it on the way.',
  },
];
