import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Connection } from '#shared/saml/connection.ts';

/** A message for the second reader: the same text that our own reader read. */
export interface SecondReaderInput {
  readonly kind: 'Response' | 'LogoutRequest' | 'LogoutResponse';
  readonly xml: string;
  /** The raw query string of a redirect message; null for the other bindings. */
  readonly query: string | null;
  readonly connection: Connection;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The request that a Response may answer; null: it has to be unsolicited; undefined: not looked at. */
  readonly requestId: string | null | undefined;
}

/** What node-saml made of it. */
export type SecondReading =
  | { readonly accepted: false; readonly reason: string }
  | {
      readonly accepted: true;
      readonly nameId: string | null;
      /** The first SessionIndex; node-saml tells no more. */
      readonly sessionIndex: string | null;
      /** By Name; of repeated names the last. `null` among the values: XML inside, which is not compared. */
      readonly attributes: ReadonlyMap<string, readonly (string | null)[]>;
    };

/**
 * Reads a message a second time, by `@node-saml/node-saml`: other parsers, other canonicalization, other
 * cryptography (OpenSSL). Only what both accept and read alike gets in; that stops attacks on the difference
 * between two parsers (CVE-2025-25291, CVE-2025-25292). What it leaves unchecked is checked by ours.
 */
export async function readWithNodeSaml(input: SecondReaderInput): Promise<SecondReading> {
  const saml = new ClockedSaml(input);
  try {
    const { profile } = await validate(saml, input);
    return toReading(profile);
  } catch (error) {
    return { accepted: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

type Validated = Awaited<ReturnType<SAML['validatePostResponseAsync']>>;

function validate(saml: SAML, { kind, xml, query }: SecondReaderInput): Promise<Validated> {
  if (query !== null) return saml.validateRedirectAsync(Object.fromEntries(new URLSearchParams(query)), query);
  const encoded = Buffer.from(xml, 'utf8').toString('base64');
  if (kind === 'LogoutRequest') return saml.validatePostRequestAsync({ SAMLRequest: encoded });
  return saml.validatePostResponseAsync({ SAMLResponse: encoded });
}

/** node-saml with our clock: it would judge a message of yesterday by today's. */
class ClockedSaml extends SAML {
  readonly #now: number;

  constructor(input: SecondReaderInput) {
    super(optionsFor(input));
    this.#now = input.now;
  }

  protected override checkTimestampsValidityError(
    _wallClock: number,
    notBefore: string,
    notOnOrAfter: string,
    limit?: number,
  ): Error | null {
    return super.checkTimestampsValidityError(this.#now, notBefore, notOnOrAfter, limit);
  }
}

function optionsFor({ kind, connection: { idp, sp, clockSkew }, requestId }: SecondReaderInput) {
  const looksAtRequest = kind === 'Response' && typeof requestId === 'string';
  return {
    issuer: sp.entityId,
    audience: sp.entityId,
    callbackUrl: sp.acs,
    idpIssuer: idp.entityId,
    idpCert: idp.certificates.map(({ der }) => Buffer.from(der).toString('base64')),
    // Either signature will do; which one covers what is decided by our own checks.
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    ...(sp.key === null ? {} : { decryptionPvk: sp.key }),
    acceptedClockSkewMs: clockSkew,
    validateInResponseTo: looksAtRequest ? ValidateInResponseTo.always : ValidateInResponseTo.never,
    cacheProvider: onlyRequest(looksAtRequest ? requestId : null),
  };
}

/** Knows one request ID. Its age is not node-saml's business: our store gives out none that is too old. */
function onlyRequest(requestId: string | null): CacheProvider {
  const neverTooOld = new Date(8.64e15).toISOString();
  return {
    saveAsync: async (_key, value) => ({ value, createdAt: 0 }),
    getAsync: async (key) => (key === requestId ? neverTooOld : null),
    removeAsync: async () => null,
  };
}

/** Only own properties: an attribute called `__proto__` gives node-saml's objects another prototype. */
function toReading(profile: Validated['profile']): SecondReading {
  const attributes = new Map<string, readonly (string | null)[]>();
  const named = ownValue(profile, 'attributes');
  if (typeof named === 'object' && named !== null) {
    for (const [name, value] of Object.entries(named)) attributes.set(name, toTexts(value));
  }
  const nameId = ownText(profile, 'nameID');
  return { accepted: true, nameId, sessionIndex: ownText(profile, 'sessionIndex'), attributes };
}

function ownValue(profile: object | null, name: string): unknown {
  return profile !== null ? Object.getOwnPropertyDescriptor(profile, name)?.value : undefined;
}

function ownText(profile: object | null, name: string): string | null {
  const value = ownValue(profile, name);
  return typeof value === 'string' ? value : null;
}

function toTexts(value: unknown): readonly (string | null)[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => (one === undefined ? '' : typeof one === 'string' ? one : null));
}
