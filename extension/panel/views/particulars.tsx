import type { AuthnRequest, LogoutRequest, SamlMessage } from '#shared/saml/messages.ts';
import { toShortUri } from '../../store/describe-message.ts';
import { Fact } from '../parts/facts.tsx';
import { NameIdFacts } from './name-id-facts.tsx';

/** What only messages of this kind say, as facts. */
export function Particulars({ message }: { message: SamlMessage }) {
  switch (message.kind) {
    case 'AuthnRequest':
      return <AuthnRequestFacts request={message} />;
    case 'LogoutRequest':
      return <LogoutRequestFacts request={message} />;
    case 'ArtifactResolve':
      return (
        <>
          <Fact name="Artifact" value={message.artifact} copy />
          <Fact name="Message handle" value={message.parts?.messageHandle ?? null} />
        </>
      );
    case 'ArtifactResponse':
      return <Fact name="Brings" value={message.content?.element.localName ?? 'no message'} />;
    case 'SubjectQuery':
    case 'AuthnQuery':
    case 'AttributeQuery':
    case 'AuthzDecisionQuery':
      return (
        <>
          <NameIdFacts
            nameId={message.subject?.nameId ?? null}
            encrypted={message.subject !== null && message.subject.encryptedId !== null}
          />
          <Asked message={message} />
        </>
      );
    case 'AssertionIDRequest':
      return <Fact name="Assertions" value={message.assertionIdRefs.join(', ')} />;
    case 'ManageNameIDRequest':
      return (
        <>
          <NameIdFacts nameId={message.nameId} encrypted={message.encryptedId !== null} />
          <Fact name="New ID" value={message.newId ?? (message.newEncryptedId === null ? null : 'encrypted')} />
          <Fact name="Asks to" value={message.terminate ? 'end the use of this NameID (Terminate)' : null} />
        </>
      );
    case 'NameIDMappingRequest':
    case 'NameIDMappingResponse':
      return <NameIdFacts nameId={message.nameId} encrypted={message.encryptedId !== null} />;
    case 'SecurityTokenResponse':
      return (
        <>
          <Fact name="Token" value={message.token} note={message.tokenType} />
          <Fact name="Applies to" value={message.appliesTo} copy />
        </>
      );
    default:
      return null;
  }
}

function Asked({ message }: { message: SamlMessage }) {
  if (message.kind === 'AttributeQuery')
    return (
      <Fact
        name="Attributes asked"
        value={message.attributes.length === 0 ? 'all' : message.attributes.map(({ name }) => name).join(', ')}
      />
    );
  if (message.kind === 'AuthnQuery') return <Fact name="Session index" value={message.sessionIndex} />;
  if (message.kind === 'AuthzDecisionQuery') return <Fact name="Resource" value={message.resource} copy />;
  return null;
}

function AuthnRequestFacts({ request }: { request: AuthnRequest }) {
  const { nameIdPolicy, requestedAuthnContext } = request;
  const flags = [
    request.forceAuthn ? 'log in again (ForceAuthn)' : null,
    request.isPassive ? 'ask nothing (IsPassive)' : null,
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
      <Fact
        name="NameID wanted"
        value={nameIdPolicy?.format == null ? null : toShortUri(nameIdPolicy.format)}
        note={nameIdPolicy?.format ?? null}
      />
      <Fact
        name="Login wanted"
        value={requestedAuthnContext === null ? null : requestedAuthnContext.classRefs.map(toShortUri).join(', ')}
        note={requestedAuthnContext === null ? null : `comparison: ${requestedAuthnContext.comparison}`}
      />
      <Fact
        name="Asks to"
        value={flags.some((flag) => flag !== null) ? flags.filter((flag) => flag !== null).join(', ') : null}
      />
    </>
  );
}

function LogoutRequestFacts({ request }: { request: LogoutRequest }) {
  return (
    <>
      <NameIdFacts nameId={request.nameId} encrypted={request.encryptedId !== null} />
      <Fact
        name="Session index"
        value={request.sessionIndexes.length === 0 ? null : request.sessionIndexes.join(', ')}
        copy
      />
      <Fact name="Reason" value={request.reason} />
      <Fact name="Valid until" value={request.notOnOrAfter?.text ?? null} />
    </>
  );
}
