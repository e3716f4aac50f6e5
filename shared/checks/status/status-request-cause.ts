import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Where the answer complains about a part of the request, that part: what the SP asked for and did not get. */
export const statusRequestCause = defineCheck({
  code: 'status-request-cause',
  rank: 30,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 3.4.1',
  appliesTo: ['Response'],
  variants: ['nameid-format', 'authn-context', 'binding'],
  run: ({ subject: { message, request } }) => {
    const status = message.kind === 'Response' ? message.status : null;
    if (status === null || request?.kind !== 'AuthnRequest') return [];
    const at = status.element;
    const format = request.nameIdPolicy?.format ?? null;
    if (status.codes.includes(STATUS_CODE.invalidNameIdPolicy) && format !== null)
      return [fail('nameid-format', { at, received: format })];
    const wanted = request.requestedAuthnContext;
    if (status.codes.includes(STATUS_CODE.noAuthnContext) && wanted !== null) {
      const facts = { comparison: wanted.comparison };
      return [fail('authn-context', { at, received: wanted.classRefs.join(', '), facts })];
    }
    return status.codes.includes(STATUS_CODE.unsupportedBinding) && request.protocolBinding !== null
      ? [fail('binding', { at, received: request.protocolBinding })]
      : [];
  },
});
