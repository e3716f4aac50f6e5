import { errorsOf } from '#shared/base/errors.ts';

/** A port that cannot be had, or a request body that is refused before anything reads it. */
export class WebError extends errorsOf({
  'port-in-use':
    'Port {port} of {host} is already in use: stop the program that uses it, or choose another port with {setting}.',
  'address-unusable': 'Nothing can listen at port {port} of {host} on this machine: {reason}.',
  'body-too-large': 'The request body has more than {limit} bytes and is refused.',
  'bodies-busy': 'Too much is being sent here at once: try again in a moment.',
  'body-not-a-form': 'The request body is not a form (application/x-www-form-urlencoded) but {received}.',
  'body-not-json': 'The request body is not JSON (application/json) but {received}.',
  'json-malformed': 'The request body says it is JSON and cannot be read as such.',
  'json-too-deep': 'The JSON of the request body nests deeper than {limit} levels.',
  'body-not-soap': 'The request body is not a SOAP message (text/xml or application/soap+xml) but {received}.',
}) {}
