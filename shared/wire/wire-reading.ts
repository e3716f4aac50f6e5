import type { WorkbenchError } from '#shared/base/errors.ts';
import type { ArtifactParts, Binding, DecodingStep, WireMessage, WsFederationParts } from './message.ts';

/**
 * What became of one value that is, or should be, a message. Either `wire` or `error` is there; neither where the
 * message is no XML at all: an artifact, or a request of WS-Federation, which is all parameters.
 */
export interface WireReading {
  readonly binding: Binding;
  /** The parameter's name; null for a bare value. */
  readonly parameter: string | null;
  readonly wire: WireMessage | null;
  readonly error: WorkbenchError | null;
  /** Of a message in a form of a page: where the form goes, as the page says. */
  readonly formAction?: string;
  /** All that was done, up to the failure if there is one. */
  readonly steps: readonly DecodingStep[];
  /** Present for an artifact. */
  readonly artifact?: ArtifactParts | null;
  /** Present for a request of WS-Federation and beside a token of it. */
  readonly wsFederation?: WsFederationParts | null;
  /** The assertion is handed to a token endpoint of OAuth, as a grant or to authenticate a client (RFC 7522 2.1, 2.2). */
  readonly isBearerGrant?: boolean;
}
