import { itSays } from '#shared/base/it-says.ts';
import type { Status } from '#shared/saml/messages.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/**
 * Where the answer complains about a part of the request, that part: what the SP asked for and did not get; or what the
 * SP's metadata lacks for it.
 */
export const statusRequestCause = defineCheck({
  code: 'status-request-cause',
  rank: 30,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 3.4.1',
  appliesTo: ['Response'],
  variants: ['nameid-format', 'authn-context', 'binding', 'encryption-key'],
  run: ({ subject: { message, request }, parties }) => {
    const status = message.kind === 'Response' ? message.status : null;
    if (status === null) return [];
    const at = status.element;
    const sp = parties.sp?.sp ?? null;
    if (
      parties.sp !== null &&
      sp !== null &&
      isAboutEncryption(status) &&
      !sp.keys.some(({ use }) => use !== 'signing')
    )
      return [
        fail('encryption-key', {
          at,
          received: parties.sp.entityId,
          facts: { said: itSays(status.message ?? '') },
        }),
      ];
    if (request?.kind !== 'AuthnRequest') return [];
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

/** The other side says that it could not encrypt. */
function isAboutEncryption({ codes, message }: Status): boolean {
  return codes[0] !== STATUS_CODE.success && /encrypt/i.test(message ?? '');
}
