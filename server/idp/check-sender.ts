import { Refusal } from '#server/web/refusal.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import type { Idp } from './idp.ts';
import { type Received, serviceProviderOf } from './receive-message.ts';
import type { ServiceProvider } from './service-providers.ts';

/**
 * The service provider that says it sent the message.
 * @throws Refusal 403 `unknown-service-provider`, with the ones that are known
 */
export async function findSender(idp: Idp, { message }: Received): Promise<ServiceProvider> {
  const known = await idp.serviceProviders();
  const issuer = message.issuer?.value ?? null;
  const found = serviceProviderOf(message, known);
  if (found !== undefined) return found;
  throw new Refusal({
    status: 403,
    code: 'unknown-service-provider',
    title: 'This service provider is not known here',
    explanation:
      'The Issuer of the message is none of the service providers whose metadata this identity provider was given.',
    facts: [
      { label: 'Issuer received', values: issuer === null ? [] : [issuer] },
      { label: 'Known', values: known.map(({ entityId }) => entityId) },
    ],
    fix: 'Give this identity provider the metadata of the service provider; compare the entity ID letter by letter.',
    owner: 'idp',
  });
}

/** Characters of an ID and of RelayState: what a request leaves behind here until it is answered. */
const MAX_KEPT = 4096;

/**
 * Gives the ID of a request that is to be answered (saml-core 3.2.1: ID and Version are required).
 * @throws Refusal 400 `request-malformed` if it has none, is of another version, or wants too much kept
 */
export function requestIdOf({ message, wire }: Received): string {
  const { id, version } = message;
  const isTooLong = (id ?? '').length > MAX_KEPT || (wire.relayState ?? '').length > MAX_KEPT;
  if (id !== null && id !== '' && version === '2.0' && !isTooLong) return id;
  throw new Refusal({
    status: 400,
    code: 'request-malformed',
    title: 'This request cannot be answered',
    explanation: isTooLong
      ? `Its ID or its RelayState has more than ${MAX_KEPT} characters.`
      : 'A request has an ID, and the version 2.0.',
    facts: isTooLong
      ? []
      : [
          { label: 'ID', values: id === null ? [] : [id] },
          { label: 'Version', values: version === null ? [] : [version] },
        ],
    owner: 'sp',
  });
}

/**
 * Whether what a message is signed with, if anything, covers it: a redirect is signed by its query, a POST by the
 * `ds:Signature` of its root (saml-bindings 3.4.4.1, 3.5.5.2).
 *
 * @param required whether a message without a signature is refused
 * @throws Refusal 403 `signature-missing`, `signature-invalid`
 */
export function checkSignature(received: Received, sender: ServiceProvider, required: boolean): void {
  const problem = received.wire.binding === 'redirect' ? redirectProblem(received) : postProblem(received);
  if (problem === null || (problem === 'missing' && !required)) return;
  throw problem === 'missing' ? unsigned(sender) : badSignature(sender, problem);
}

/** Null: signed and valid; `missing`, or why it is not valid. */
function redirectProblem({ wire, redirectSignature }: Received): string | null {
  if (redirectSignature === null) return wire.signatureProblem ?? 'missing';
  const { outcome, reason } = redirectSignature;
  return outcome === 'valid' ? null : (reason ?? outcome);
}

function postProblem({ document, signatures }: Received): string | null {
  if (coverOf(document.root, signatures) === 'signed') return null;
  const [first] = signatures;
  return first === undefined ? 'missing' : (first.reason ?? first.outcome);
}

function unsigned({ entityId, keys }: ServiceProvider): Refusal {
  return new Refusal({
    status: 403,
    code: 'signature-missing',
    title: 'The message is not signed',
    explanation:
      'This message has to be signed, by what the service provider’s own metadata says or because it is a logout.',
    facts: [
      { label: 'Service provider', values: [entityId] },
      { label: 'Its certificates (SHA-256)', values: keys.map(({ certificate }) => certificate.sha256) },
    ],
    fix: 'Let the service provider sign its requests with the key of its metadata.',
    owner: 'sp',
  });
}

function badSignature({ entityId, keys }: ServiceProvider, reason: string): Refusal {
  return new Refusal(
    {
      status: 403,
      code: 'signature-invalid',
      title: 'The signature of the message is not valid',
      explanation: 'The signature could not be verified with any certificate of the service provider’s metadata.',
      facts: [
        { label: 'Service provider', values: [entityId] },
        { label: 'Reason', values: [reason] },
        { label: 'Certificates tried (SHA-256)', values: keys.map(({ certificate }) => certificate.sha256) },
      ],
      fix: 'Check that the metadata given here is the service provider’s present one, and that nothing between re-encodes the query.',
      owner: 'sp',
    },
    { reason },
  );
}
