import type { Response, Response11, SamlMessage } from './messages.ts';

/** Every kind of message, for what concerns all of them. */
export const MESSAGE_KINDS = [
  'AuthnRequest',
  'Response',
  'LogoutRequest',
  'LogoutResponse',
  'Assertion',
  'ArtifactResolve',
  'ArtifactResponse',
  'SubjectQuery',
  'AuthnQuery',
  'AttributeQuery',
  'AuthzDecisionQuery',
  'AssertionIDRequest',
  'ManageNameIDRequest',
  'ManageNameIDResponse',
  'NameIDMappingRequest',
  'NameIDMappingResponse',
  'Response11',
  'Assertion11',
  'SoapFault',
  'SecurityTokenResponse',
  'Metadata',
  'Other',
] as const satisfies readonly SamlMessage['kind'][];

/** What carries assertions, in SAML 2.0 and 1.1. */
export const TOKEN_KINDS = ['Response', 'Assertion', 'Response11', 'Assertion11'] as const;

/** Whether a message is the answer to a login, of SAML 2.0 or 1.1. */
export function isLoginResponse(message: SamlMessage): message is Response | Response11 {
  return message.kind === 'Response' || message.kind === 'Response11';
}

/** What is signed in logins, logouts and metadata. */
export const SIGNED_KINDS = [
  ...TOKEN_KINDS,
  'AuthnRequest',
  'LogoutRequest',
  'LogoutResponse',
  'Metadata',
] as const satisfies readonly SamlMessage['kind'][];
