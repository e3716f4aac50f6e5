import { errorsOf } from '#shared/base/errors.ts';

/** A QPS call that is refused, each time with what to change. */
export class AccessError extends errorsOf({
  'xrfkey-missing':
    'XSRF prevention check failed. Possible XSRF discovered. Give the same 16 characters as xrfkey in the query and in the header X-Qlik-Xrfkey: {place} has none.',
  'xrfkey-different':
    'XSRF prevention check failed. Possible XSRF discovered. The xrfkey of the query and the header X-Qlik-Xrfkey differ.',
  'xrfkey-malformed':
    'XSRF prevention check failed. Possible XSRF discovered. An xrfkey has 16 characters out of 0-9, a-z and A-Z.',
  'prefix-unknown': 'There is no connection with the prefix {prefix}.',
  'prefix-resting': 'The connection {prefix} cannot be used at the moment; the console says why.',
  'way-off': 'The connection {prefix} does not have "{method}" among its methods.',
  'target-refused':
    'The target is neither below {base}/ nor on a host that the connection lists under `hosts`, so nobody is sent there.',
  'session-unknown': 'There is no such session: it has ended, or never was.',
  'session-taken': 'There is, or was, a session of this SessionId: make another one, at random.',
}) {}
