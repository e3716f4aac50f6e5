import type { Advice } from '#shared/saml/assertion.ts';
import type { AuthnRequest, NameIdPolicy, RequestedAuthnContext, SamlMessage, Scoping } from '#shared/saml/messages.ts';
import { elementFacts } from './element-facts.ts';
import { absent, byShortUri, type Fact, fact, flag, noted } from './fact.ts';

/** What only messages of this kind say, the person that they are about apart; of an element that no model knows, all of it. */
export function particularFacts(message: SamlMessage): readonly Fact[] {
  switch (message.kind) {
    case 'AuthnRequest':
      return authnRequestFacts(message);
    case 'LogoutRequest':
      return [...fact('logout-reason', message.reason), ...fact('valid-until', message.notOnOrAfter?.text)];
    case 'ArtifactResolve':
      return [...fact('artifact', message.artifact), ...fact('message-handle', message.parts?.messageHandle)];
    case 'ArtifactResponse': {
      const nothing = 'no message: the artifact is not known, or was used';
      return fact('brings', message.content?.element.localName ?? nothing);
    }
    case 'AuthnQuery':
      return [...fact('session-asked', message.sessionIndex), ...contextFacts(message.requestedAuthnContext)];
    case 'AttributeQuery': {
      const names = message.attributes.map(({ name }) => name);
      return fact('attributes-asked', names.length === 0 ? 'all attributes' : names);
    }
    case 'AuthzDecisionQuery':
      return [
        ...fact('resource', message.resource),
        ...fact(
          'actions',
          message.actions.map(({ value }) => value),
        ),
        ...evidenceFacts('evidence', message.evidence),
      ];
    case 'AssertionIDRequest':
      return fact('assertions-asked', message.assertionIdRefs);
    case 'ManageNameIDRequest': {
      const closed = message.newEncryptedId === null ? null : absent('encrypted');
      return [
        ...fact('new-id', message.newId ?? closed),
        ...flag('terminate', message.terminate, 'end the use of this NameID (Terminate)'),
      ];
    }
    case 'NameIDMappingRequest':
      return policyFacts(message.nameIdPolicy);
    case 'SecurityTokenResponse':
      return [
        ...fact('token', message.token),
        ...fact('token-type', message.tokenType),
        ...fact('applies-to', message.appliesTo),
        ...fact('trust-context', message.context),
      ];
    case 'Other':
      return elementFacts(message.element);
    default:
      return [];
  }
}

/** What backs a decision (saml-core 2.7.4.3), or an assertion (2.6.1). */
export function evidenceFacts(id: 'evidence' | 'advice', evidence: Advice | null): readonly Fact[] {
  if (evidence === null) return [];
  const { assertionIdRefs, assertionUriRefs, assertions, encryptedAssertions } = evidence;
  const inside = assertions.length + encryptedAssertions.length;
  const all = [...assertionIdRefs, ...assertionUriRefs, ...(inside === 0 ? [] : [`assertions inside: ${inside}`])];
  return fact(id, all.length === 0 ? absent('of another kind') : all);
}

/** What a login request asks for (saml-core 3.4.1). */
function authnRequestFacts(request: AuthnRequest): readonly Fact[] {
  const inMetadata = 'index in the metadata of the service provider';
  return [
    ...fact('acs-url', request.assertionConsumerServiceUrl),
    ...fact('acs-index', noted(request.assertionConsumerServiceIndex, inMetadata)),
    ...fact('answer-by', byShortUri(request.protocolBinding)),
    ...policyFacts(request.nameIdPolicy),
    ...contextFacts(request.requestedAuthnContext),
    ...flag('force-authn', request.forceAuthn, 'log in again (ForceAuthn)'),
    ...flag('passive', request.isPassive, 'ask nothing (IsPassive)'),
    ...fact('attribute-set', noted(request.attributeConsumingServiceIndex, `${inMetadata}, of a set`)),
    ...fact('provider', noted(request.providerName, 'as people know it')),
    ...(request.scoping === null ? [] : scopingFacts(request.scoping)),
  ];
}

/** What NameID is wanted (saml-core 3.4.1.1). */
function policyFacts(policy: NameIdPolicy | null): readonly Fact[] {
  if (policy === null) return [];
  return [
    ...fact('format-wanted', byShortUri(policy.format) ?? absent('any')),
    ...fact('name-id-for', noted(policy.spNameQualifier, 'SPNameQualifier')),
    ...flag('allow-create', policy.allowCreate, 'may be made (AllowCreate)'),
  ];
}

const CONTEXTS = {
  minimum: 'context-minimum',
  maximum: 'context-maximum',
  better: 'context-better',
} as const;

/** How the user is to be authenticated (saml-core 3.3.2.2.1). */
function contextFacts(context: RequestedAuthnContext | null): readonly Fact[] {
  if (context === null) return [];
  const { comparison, classRefs, declarationRefs } = context;
  const values = [...classRefs, ...declarationRefs].map(byShortUri);
  return fact(isOther(comparison) ? CONTEXTS[comparison] : 'context-exact', values);
}

function isOther(comparison: string): comparison is keyof typeof CONTEXTS {
  return Object.hasOwn(CONTEXTS, comparison);
}

/** Which IdPs may do it, and for whom (saml-core 3.4.1.2). */
function scopingFacts({ proxyCount, idps, getComplete, requesterIds }: Scoping): readonly Fact[] {
  const most = proxyCount === null ? null : noted(`at most ${proxyCount}`, null, String(proxyCount));
  return [
    ...fact('proxies-allowed', most),
    ...fact(
      'idps',
      idps.map(({ providerId }) => providerId),
    ),
    ...fact('more-idps', getComplete),
    ...fact('on-behalf-of', requesterIds),
  ];
}
