import type { AuthnRequest, NameIdPolicy, RequestedAuthnContext, Scoping } from '#shared/saml/messages.ts';
import { Fact } from '../../kit/facts.tsx';
import { toShortUri } from '../../store/describe-message.ts';

/** What a login request asks for (saml-core 3.4.1). */
export function AuthnRequestFacts({ request }: { request: AuthnRequest }) {
  const flags = [
    ...(request.forceAuthn ? ['log in again (ForceAuthn)'] : []),
    ...(request.isPassive ? ['ask nothing (IsPassive)'] : []),
  ];
  return (
    <>
      <Fact
        name="Answer to (ACS)"
        value={request.assertionConsumerServiceUrl ?? request.assertionConsumerServiceIndex}
        copy
      />
      <Fact
        name="Answer by"
        value={request.protocolBinding === null ? null : toShortUri(request.protocolBinding)}
        note={request.protocolBinding}
      />
      <PolicyFacts policy={request.nameIdPolicy} />
      <ContextFact context={request.requestedAuthnContext} />
      <Fact name="Asks to" value={flags.join(', ') || null} />
      <Fact
        name="Attributes wanted"
        value={request.attributeConsumingServiceIndex}
        note="index of a set in the metadata of the service provider"
      />
      <Fact name="Provider" value={request.providerName} note="as people know it" />
      {request.scoping !== null && <ScopingFacts scoping={request.scoping} />}
    </>
  );
}

/** What NameID is wanted (saml-core 3.4.1.1). */
export function PolicyFacts({ policy }: { policy: NameIdPolicy | null }) {
  if (policy === null) return null;
  return (
    <>
      <Fact
        name="NameID wanted"
        value={policy.format === null ? 'any' : toShortUri(policy.format)}
        note={policy.format}
      />
      <Fact name="NameID for" value={policy.spNameQualifier} note="SPNameQualifier" copy />
      <Fact name="New NameID" value={policy.allowCreate ? 'may be made (AllowCreate)' : null} />
    </>
  );
}

/** How the user is to be authenticated (saml-core 3.3.2.2.1). */
export function ContextFact({ context }: { context: RequestedAuthnContext | null }) {
  if (context === null) return null;
  return (
    <Fact
      name="Login wanted"
      value={[...context.classRefs.map(toShortUri), ...context.declarationRefs].join(', ')}
      note={`comparison: ${context.comparison}`}
    />
  );
}

/** Which IdPs may do it, and for whom (saml-core 3.4.1.2). */
function ScopingFacts({ scoping }: { scoping: Scoping }) {
  const { proxyCount, idps, getComplete, requesterIds } = scoping;
  return (
    <>
      <Fact name="Proxies" value={proxyCount === null ? null : `at most ${proxyCount}`} />
      <Fact name="IdPs" value={idps.map(({ providerId }) => providerId).join(', ') || null} copy />
      <Fact name="More IdPs" value={getComplete} copy />
      <Fact name="On behalf of" value={requesterIds.join(', ') || null} copy />
    </>
  );
}
