import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { ArtifactParts, WsFederationParts } from '#shared/wire/message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { type Fact, type FactGroup, fact, group, noted } from './fact.ts';

/**
 * An artifact taken apart (saml-bindings 3.6.4): who issued it, and the handle that stands for the message; null where
 * none came.
 * @param issuer entity ID whose hash is the artifact's source ID; null where nobody known has it
 */
export function artifactGroup(reading: WireReading, issuer: string | null): FactGroup | null {
  if (!reading.artifact) return null;
  const note =
    'It stands for a message that the receiver fetches from the issuer directly, past the browser: what is in that message cannot be seen here.';
  const facts = [...artifactFacts(reading.artifact, issuer), ...fact('relay-state', relayStateOf(reading))];
  return group('Artifact', [...facts, ...fact('as-it-came', reading.artifact.value)], { note });
}

/** The parameters of WS-Federation: all of a request, or what stands beside a token (ws-federation 13.2); null where none came. */
export function federationGroup({ wsFederation }: WireReading): FactGroup | null {
  if (!wsFederation) return null;
  return group('WS-Federation', federationFacts(wsFederation));
}

function artifactFacts(parts: ArtifactParts, issuer: string | null): readonly Fact[] {
  const { typeCode, endpointIndex, sourceId, sourceLocation, messageHandle } = parts;
  const type = typeCode.toString(16).padStart(4, '0');
  const version = typeCode === 4 ? 'SAML 2.0' : 'SAML 1.1';
  const nobody = sourceId === null ? null : 'nobody whose metadata is known';
  return [
    ...fact('artifact-issuer', issuer ?? nobody),
    ...fact('source-id', noted(sourceId, "SHA-1 of the issuer's entity ID")),
    ...fact('source-location', sourceLocation),
    ...fact('message-handle', messageHandle),
    ...fact('artifact-type', noted(type, version, `${type} (${version})`)),
    ...fact(
      'artifact-endpoint',
      noted(endpointIndex === null ? null : String(endpointIndex), "index of the issuer's ArtifactResolutionService"),
    ),
  ];
}

function federationFacts(parts: WsFederationParts): readonly Fact[] {
  return [
    ...fact('wa', noted(parts.action, 'wa')),
    ...fact('wtrealm', noted(parts.realm, 'wtrealm: the service provider')),
    ...fact('wreply', noted(parts.reply, 'wreply')),
    ...fact('wctx', noted(parts.context, 'wctx, comes back as it was')),
    ...fact('whr', noted(parts.homeRealm, 'whr')),
    ...fact('wauth', noted(parts.authentication, 'wauth')),
    ...fact('wfresh', noted(parts.freshness, 'wfresh, in minutes; 0: log in again')),
    ...fact('wct', noted(parts.currentTime, 'wct')),
  ];
}

/** The parts of an artifact and the parameters of WS-Federation alone, for programs. */
export function parameterFacts({ artifact, wsFederation }: WireReading, issuer: string | null): readonly Fact[] {
  return [...(artifact ? artifactFacts(artifact, issuer) : []), ...(wsFederation ? federationFacts(wsFederation) : [])];
}
