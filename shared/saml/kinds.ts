import type { SamlMessage } from './messages.ts';

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

/** What is signed in logins, logouts and metadata. */
export const SIGNED_KINDS = [
  ...TOKEN_KINDS,
  'AuthnRequest',
  'LogoutRequest',
  'LogoutResponse',
  'Metadata',
] as const satisfies readonly SamlMessage['kind'][];
