import { errorsOf } from '#shared/base/errors.ts';

/** Who asks for administration is nobody that it is for, or asks from somewhere else. */
export class AdminError extends errorsOf({
  'credential-missing':
    "This needs the administrator's token (Authorization: Bearer, it is in admin.token of the state folder) or a console session.",
  'client-unknown':
    "This needs the key of a QPS client, or the administrator's token, as Authorization: Bearer; or, at the port for it, a client certificate. A browser's cookie is none.",
  'credential-unknown': 'This is neither the token of the administrator nor a key that is in use.',
  'guesses-many': 'Too many wrong tokens are coming from too many places at once: try again in a moment.',
  'request-foreign':
    'This request was not made by the console at {url}: open the console there, under exactly this address.',
  'client-key-unknown': 'There is no key of that number in use: it may have been revoked in the meantime.',
}) {}
