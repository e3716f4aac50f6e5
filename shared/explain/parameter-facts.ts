import type { ArtifactParts, WsFederationParts } from '#shared/wire/message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { type Fact, fact } from './fact.ts';

/**
 * What the parameters beside a message, or in its place, say: an artifact taken apart, those of WS-Federation.
 * @param issuer entity ID whose hash is the artifact's source ID; null where nobody known has it
 */
export function parameterFacts({ artifact, wsFederation }: WireReading, issuer: string | null): readonly Fact[] {
  return [...(artifact ? artifactFacts(artifact, issuer) : []), ...(wsFederation ? federationFacts(wsFederation) : [])];
}

function artifactFacts(parts: ArtifactParts, issuer: string | null): readonly Fact[] {
  const { typeCode, endpointIndex, sourceId, sourceLocation, messageHandle } = parts;
  return [
    ...fact('type', `${typeCode.toString(16).padStart(4, '0')} (${typeCode === 4 ? 'SAML 2.0' : 'SAML 1.1'})`),
    ...fact('endpoint', endpointIndex === null ? null : String(endpointIndex)),
    ...fact('source ID', sourceId),
    ...fact('source', issuer ?? sourceLocation ?? (sourceId === null ? null : 'nobody whose metadata is known')),
    ...fact('handle', messageHandle),
  ];
}

function federationFacts(parts: WsFederationParts): readonly Fact[] {
  return [
    ...fact('wa', parts.action),
    ...fact('wtrealm', parts.realm),
    ...fact('wreply', parts.reply),
    ...fact('wctx', parts.context),
    ...fact('whr', parts.homeRealm),
    ...fact('wauth', parts.authentication),
    ...fact('wfresh', parts.freshness),
    ...fact('wct', parts.currentTime),
  ];
}
