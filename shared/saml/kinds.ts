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
