import { namespaceInScope } from '#shared/xml/navigate.ts';
import type { Status } from './messages.ts';
import { NAMESPACE, STATUS_CODE } from './names.ts';

/** Who can change what led to a status: the side that asked, the side that answers, the person, or both sides' administrators together. */
export type StatusActor = 'sp' | 'idp' | 'user' | 'both';

/** A status code in words. */
export interface StatusName {
  /** Last part of the URI: `NoPassive`. */
  readonly name: string;
  /** What happened, as a clause that can follow "the IdP says that ...". */
  readonly meaning: string;
  readonly actor: StatusActor;
}

const NAMES: Readonly<Record<string, Omit<StatusName, 'name'>>> = {
  [STATUS_CODE.success]: { meaning: 'it did what was asked', actor: 'user' },
  [STATUS_CODE.requester]: { meaning: 'something in the request is wrong or not allowed', actor: 'sp' },
  [STATUS_CODE.responder]: { meaning: 'it failed on its own side', actor: 'idp' },
  [STATUS_CODE.versionMismatch]: { meaning: 'it does not speak the SAML version of the request', actor: 'sp' },
  [STATUS_CODE.authnFailed]: { meaning: 'the user could not be authenticated', actor: 'user' },
  [STATUS_CODE.invalidAttrNameOrValue]: {
    meaning: 'an attribute name or value in the request is not acceptable',
    actor: 'sp',
  },
  [STATUS_CODE.invalidNameIdPolicy]: {
    meaning: 'it cannot give a NameID of the format that was asked for',
    actor: 'both',
  },
  [STATUS_CODE.noAuthnContext]: { meaning: 'it cannot authenticate in the way that was asked for', actor: 'both' },
  [STATUS_CODE.noAvailableIdp]: { meaning: 'none of the identity providers behind it is available', actor: 'idp' },
  [STATUS_CODE.noPassive]: { meaning: 'the user would have to be asked, and the request forbade it', actor: 'sp' },
  [STATUS_CODE.noSupportedIdp]: {
    meaning: 'it supports none of the identity providers that were named',
    actor: 'both',
  },
  [STATUS_CODE.partialLogout]: { meaning: 'not every participant of the session could be logged out', actor: 'both' },
  [STATUS_CODE.proxyCountExceeded]: {
    meaning: 'it would have to ask another identity provider, which the request forbade',
    actor: 'sp',
  },
  [STATUS_CODE.requestDenied]: { meaning: 'it understood the request and will not answer it', actor: 'idp' },
  [STATUS_CODE.requestUnsupported]: { meaning: 'it does not support this kind of request', actor: 'both' },
  [STATUS_CODE.requestVersionDeprecated]: {
    meaning: 'the SAML version of the request is no longer supported',
    actor: 'sp',
  },
  [STATUS_CODE.requestVersionTooHigh]: { meaning: 'the SAML version of the request is too new for it', actor: 'sp' },
  [STATUS_CODE.requestVersionTooLow]: { meaning: 'the SAML version of the request is too old for it', actor: 'sp' },
  [STATUS_CODE.resourceNotRecognized]: { meaning: 'it does not know the resource that was named', actor: 'sp' },
  [STATUS_CODE.tooManyResponses]: { meaning: 'it has more answers than it can return', actor: 'idp' },
  [STATUS_CODE.unknownAttrProfile]: {
    meaning: 'it does not know the attribute profile that was asked for',
    actor: 'sp',
  },
  [STATUS_CODE.unknownPrincipal]: { meaning: 'it does not know the user that the request names', actor: 'both' },
  [STATUS_CODE.unsupportedBinding]: { meaning: 'it cannot answer over the binding that was asked for', actor: 'both' },
};

/** What a status code means and who must act (saml-core 3.2.2.2); null for a code that the standard does not define. */
export function statusName(code: string): StatusName | null {
  const known = Object.hasOwn(NAMES, code) ? NAMES[code] : undefined;
  return known === undefined ? null : { name: code.slice(code.lastIndexOf(':') + 1), ...known };
}

/** What stands before the name of every code of SAML 2.0. */
const PREFIX = STATUS_CODE.success.slice(0, -'Success'.length);

/**
 * The codes of a status as URIs of SAML 2.0. Those of SAML 1.1 are qualified names in its protocol's namespace
 * (saml-core-1.1 3.4.3.1) and mean what the URIs of the same names do; any other code stays as it is written.
 */
export function statusUris({ element, codes }: Status): readonly string[] {
  return element.namespace === NAMESPACE.protocol11 ? codes.map((code) => uriOf(code, element)) : codes;
}

/** Whether a status of either version says Success; one that is not there does not. */
export function isSuccess(status: Status | null): boolean {
  return status !== null && statusUris(status)[0] === STATUS_CODE.success;
}

function uriOf(code: string, element: Status['element']): string {
  const [, prefix = '', name = ''] = /^(?:([^:]*):)?([^:]*)$/.exec(code) ?? [];
  return name !== '' && namespaceInScope(element, prefix) === NAMESPACE.protocol11 ? `${PREFIX}${name}` : code;
}
