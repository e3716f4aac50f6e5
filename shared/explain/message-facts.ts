import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Advice, Assertion } from '#shared/saml/assertion.ts';
import type { AuthnRequest, NameIdPolicy, RequestedAuthnContext, SamlMessage, Scoping } from '#shared/saml/messages.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { elementFacts } from './element-facts.ts';
import { type Fact, fact } from './fact.ts';
import { extensionsOf, soapHeadersOf } from './message-extras.ts';
import { parameterFacts } from './parameter-facts.ts';

/**
 * What a message says beside its head, its status and what it says about a person: what a request asks for, for whom and
 * how long an assertion holds. In an order that reads well; only what is there.
 */
export function factsOf({ message, reading, artifactIssuer }: InspectedMessage): readonly Fact[] {
  return [
    ...parameterFacts(reading, artifactIssuer ?? null),
    ...(message === null ? [] : [...modelFacts(message), ...extraFacts(message)]),
  ];
}

function extraFacts({ element }: SamlMessage): readonly Fact[] {
  const names = (elements: readonly XmlElement[]) => elements.map(({ name }) => name);
  return [...fact('extensions', names(extensionsOf(element))), ...fact('SOAP headers', names(soapHeadersOf(element)))];
}

function modelFacts(message: SamlMessage): readonly Fact[] {
  switch (message.kind) {
    case 'AuthnRequest':
      return authnRequestFacts(message);
    case 'Response':
    case 'Response11':
      return message.assertions.flatMap(assertionFacts);
    case 'Assertion':
    case 'Assertion11':
      return assertionFacts(message.assertion);
    case 'ArtifactResolve':
      return fact('artifact', message.artifact);
    case 'ArtifactResponse':
      return fact('brings', message.content?.element.localName ?? 'no message: the artifact is not known, or was used');
    case 'AuthnQuery':
      return [...fact('session', message.sessionIndex), ...contextFacts(message.requestedAuthnContext)];
    case 'AttributeQuery':
      return fact(
        'asks for',
        message.attributes.length === 0 ? 'all attributes' : message.attributes.map(({ name }) => name),
      );
    case 'AuthzDecisionQuery':
      return [
        ...fact('resource', message.resource),
        ...fact(
          'action',
          message.actions.map(({ value }) => value),
        ),
        ...evidenceFacts('evidence', message.evidence),
      ];
    case 'AssertionIDRequest':
      return fact('asks for', message.assertionIdRefs);
    case 'ManageNameIDRequest':
      return [...fact('new ID', message.newId), ...flag('terminate', message.terminate)];
    case 'NameIDMappingRequest':
      return policyFacts(message.nameIdPolicy);
    case 'SecurityTokenResponse':
      return [
        ...fact('token', message.token),
        ...fact('token type', message.tokenType),
        ...fact('for', message.appliesTo),
        ...fact('context', message.context),
      ];
    case 'Other':
      return elementFacts(message.element);
    default:
      return [];
  }
}

function authnRequestFacts(request: AuthnRequest): readonly Fact[] {
  return [
    ...fact('answer to', request.assertionConsumerServiceUrl),
    ...fact('endpoint', request.assertionConsumerServiceIndex),
    ...fact('answer by', request.protocolBinding),
    ...fact('attribute set', request.attributeConsumingServiceIndex),
    ...flag('force authn', request.forceAuthn),
    ...flag('passive', request.isPassive),
    ...policyFacts(request.nameIdPolicy),
    ...contextFacts(request.requestedAuthnContext),
    ...fact('provider', request.providerName),
    ...(request.scoping === null ? [] : scopingFacts(request.scoping)),
  ];
}

function policyFacts(policy: NameIdPolicy | null): readonly Fact[] {
  if (policy === null) return [];
  return [
    ...fact('NameID format', policy.format),
    ...flag('allow create', policy.allowCreate),
    ...fact('NameID for', policy.spNameQualifier),
  ];
}

function contextFacts(context: RequestedAuthnContext | null): readonly Fact[] {
  if (context === null) return [];
  return [...fact(`context, ${context.comparison}`, [...context.classRefs, ...context.declarationRefs])];
}

function scopingFacts({ proxyCount, idps, getComplete, requesterIds }: Scoping): readonly Fact[] {
  return [
    ...fact('proxies', proxyCount === null ? null : String(proxyCount)),
    ...fact(
      'IdPs',
      idps.map(({ providerId }) => providerId),
    ),
    ...fact('more IdPs', getComplete),
    ...fact('on behalf of', requesterIds),
  ];
}

function assertionFacts({
  version,
  conditions,
  advice,
  authnStatements,
  authzDecisionStatements,
}: Assertion): readonly Fact[] {
  return [
    ...fact('SAML', version === '2.0' ? null : version),
    ...(conditions === null ? [] : fact('valid', validity(conditions.notBefore, conditions.notOnOrAfter))),
    ...fact(
      'audience',
      (conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) => audiences),
    ),
    ...flag('one-time use', conditions?.oneTimeUse ?? false),
    ...(conditions?.proxyRestriction ? fact('proxies', String(conditions.proxyRestriction.count ?? 'any')) : []),
    ...fact(
      'condition',
      (conditions?.others ?? []).map(({ name }) => `${name}, not known here`),
    ),
    ...authnStatements.flatMap((statement) => [
      ...fact('authenticated', statement.authnInstant?.text ?? null),
      ...fact('context', statement.classRef ?? statement.declarationRef),
      ...fact('declaration', statement.declaration === null ? null : 'spelled out in the message'),
      ...fact('by', statement.authenticatingAuthorities),
      ...fact('from address', statement.locality?.address ?? statement.locality?.dnsName ?? null),
      ...fact('session ends', statement.sessionNotOnOrAfter?.text ?? null),
    ]),
    ...authzDecisionStatements.flatMap(({ decision, resource, actions }) =>
      fact('decision', `${decision ?? '?'}: ${actions.map(({ value }) => value).join(', ')} on ${resource ?? '?'}`),
    ),
    ...evidenceFacts('advice', advice),
  ];
}

function evidenceFacts(name: string, evidence: Advice | null): readonly Fact[] {
  if (evidence === null) return [];
  const { assertionIdRefs, assertionUriRefs, assertions, encryptedAssertions } = evidence;
  const inside = assertions.length + encryptedAssertions.length;
  return fact(name, [
    ...assertionIdRefs,
    ...assertionUriRefs,
    ...(inside === 0 ? [] : [`assertions inside: ${inside}`]),
  ]);
}

function validity(from: Instant | null, to: Instant | null): string | null {
  if (from === null && to === null) return null;
  return `${from === null ? '' : `from ${from.text}`}${to === null ? '' : ` until ${to.text}`}`.trim();
}

function flag(name: string, isSet: boolean): readonly Fact[] {
  return fact(name, isSet ? 'yes' : null);
}
