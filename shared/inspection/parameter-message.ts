import type { WireReading } from '#shared/wire/wire-reading.ts';

/** What a request of WS-Federation asks for, by its `wa`. */
const REQUESTS: ReadonlyMap<string, string> = new Map([
  ['wsignin1.0', 'SignInRequest'],
  ['wsignout1.0', 'SignOutRequest'],
  ['wsignoutcleanup1.0', 'SignOutCleanup'],
]);

/**
 * The name of a message that is all parameters: `Artifact` (saml-bindings 3.6), `SignInRequest`, `SignOutRequest`,
 * `SignOutCleanup` (ws-federation 13.2). Null for one that is XML, or could not be read.
 */
export function parameterKind({ artifact, wsFederation, wire }: WireReading): string | null {
  if (artifact) return 'Artifact';
  return wire === null ? (REQUESTS.get(wsFederation?.action ?? '') ?? null) : null;
}

/** Who sent a message that is all parameters, as far as it says: the realm of a request of WS-Federation. */
export function parameterIssuer(reading: WireReading): string | null {
  return parameterKind(reading) === null ? null : (reading.wsFederation?.realm ?? null);
}

/** RelayState of any message, or what WS-Federation has in its place. */
export function relayStateOf({ artifact, wire, wsFederation }: WireReading): string | null {
  return wire?.relayState ?? artifact?.relayState ?? wsFederation?.context ?? null;
}

/**
 * What tells one message of a trace from another: its XML and where in it the message stands, or the parameters that
 * it is made of. Null where nothing could be read.
 */
export function readingKey({ artifact, wire, wsFederation }: WireReading): string | null {
  if (wire !== null) return wire.innerStart ? `${wire.innerStart} ${wire.xml}` : wire.xml;
  if (artifact) return `artifact ${artifact.value}`;
  return wsFederation ? `ws-federation ${JSON.stringify(wsFederation)}` : null;
}
