import type { LogoutRequest, SamlMessage } from '#shared/saml/messages.ts';
import { Fact } from '../../kit/facts.tsx';
import { AuthnRequestFacts, ContextFact, PolicyFacts } from './authn-request-facts.tsx';
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
      return (
        <>
          <NameIdFacts nameId={message.nameId} encrypted={message.encryptedId !== null} />
          <PolicyFacts policy={message.nameIdPolicy} />
        </>
      );
    case 'NameIDMappingResponse':
      return <NameIdFacts nameId={message.nameId} encrypted={message.encryptedId !== null} />;
    case 'SecurityTokenResponse':
      return (
        <>
          <Fact name="Token" value={message.token} note={message.tokenType} />
          <Fact name="Applies to" value={message.appliesTo} copy />
          <Fact name="Context" value={message.context} copy />
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
  if (message.kind === 'AuthnQuery')
    return (
      <>
        <Fact name="Session index" value={message.sessionIndex} />
        <ContextFact context={message.requestedAuthnContext} />
      </>
    );
  if (message.kind === 'AuthzDecisionQuery')
    return (
      <>
        <Fact name="Resource" value={message.resource} copy />
        <Fact name="Actions" value={message.actions.map(({ value }) => value).join(', ') || null} />
      </>
    );
  return null;
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
