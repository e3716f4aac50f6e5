import { STATUS_CODE } from '#shared/saml/names.ts';
import type { STATUS_KINDS } from '../../kinds/statuses.ts';
import type { Plant } from '../pair.ts';
import { issued } from './responses.ts';

/** How each kind of them is planted. */
export const STATUS_PLANTS: Readonly<Record<(typeof STATUS_KINDS)[number]['code'], Plant>> = {
  'authn-failed': answered(STATUS_CODE.responder, STATUS_CODE.authnFailed),
  'request-denied': answered(STATUS_CODE.requester, STATUS_CODE.requestDenied),
  'name-id-policy-unasked': answered(STATUS_CODE.requester, STATUS_CODE.invalidNameIdPolicy),
  'authn-context-unasked': answered(STATUS_CODE.responder, STATUS_CODE.noAuthnContext),
  'responder-error': answered(STATUS_CODE.responder, null, 'The attribute directory could not be reached.'),
};

/** In place of an assertion the IdP says why there is none. */
function answered(top: string, second: string | null, words = ''): Plant {
  const inner = second === null ? '' : `<samlp:StatusCode Value="${second}"/>`;
  const message = words === '' ? '' : `<samlp:StatusMessage>${words}</samlp:StatusMessage>`;
  const status = `<samlp:Status><samlp:StatusCode Value="${top}">${inner}</samlp:StatusCode>${message}</samlp:Status>`;
  return issued((xml) =>
    xml
      .replace(/<samlp:Status>[\s\S]*<\/samlp:Status>/, status)
      .replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, ''),
  );
}
