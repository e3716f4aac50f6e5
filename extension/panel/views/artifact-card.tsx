import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Card, Fact, Facts } from '../../kit/facts.tsx';

/** An artifact taken apart (saml-bindings 3.6.4): who issued it, and the handle that stands for the message. */
export function ArtifactCard({ message }: { message: InspectedMessage }) {
  const { artifact } = message.reading;
  if (!artifact) return null;
  return (
    <Card title="Artifact">
      <p class="card-note">
        It stands for a message that the receiver fetches from the issuer directly, past the browser: what is in that
        message cannot be seen here.
      </p>
      <Facts>
        <Fact name="Issuer" value={message.artifactIssuer ?? null} copy />
        <Fact
          name="Source ID"
          value={artifact.sourceId}
          note={
            message.artifactIssuer == null && artifact.sourceId !== null
              ? "SHA-1 of the issuer's entity ID; none that is known here has it"
              : "SHA-1 of the issuer's entity ID"
          }
          copy
        />
        <Fact name="Message handle" value={artifact.messageHandle} copy />
        <Fact
          name="Type"
          value={`${artifact.typeCode}`}
          note={artifact.typeCode === 4 ? 'SAML 2.0' : artifact.typeCode < 3 ? 'SAML 1.1' : null}
        />
        <Fact
          name="Endpoint"
          value={artifact.endpointIndex === null ? null : `${artifact.endpointIndex}`}
          note="index of the issuer's ArtifactResolutionService"
        />
        <Fact name="Fetched from" value={artifact.sourceLocation} copy />
        <Fact name="RelayState" value={artifact.relayState} copy />
        <Fact name="As it came" value={artifact.value} copy />
      </Facts>
    </Card>
  );
}
