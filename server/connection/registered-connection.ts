import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { type ConnectionDocument, contentHash } from './connection-document.ts';
import type { Service } from './service.ts';

/** One connection that the registry knows: at work, or with the reason why it is not. */
export interface RegisteredConnection {
  readonly prefix: string;
  /** What it was read from, private keys included: only `maskSecrets` of it leaves the server. */
  readonly document: ConnectionDocument;
  /** The stored version that the document is; null: it stands in the configuration file. */
  readonly version: ConnectionVersion | null;
  /** The file's own entry for this prefix; with a version it is overridden by it. */
  readonly inFile: ConnectionDocument | null;
  /** Says which state of the connection this is; a change names the one that it was made from. */
  readonly revision: string;
  /** Null: it cannot be used, and `problem` says why. */
  readonly service: Service | null;
  readonly problem: WorkbenchError | null;
}

/** The revision of a prefix that nobody has: what a new connection is made from. */
export const NO_REVISION = 'none';

/**
 * The revision of a stored document, or of an entry of the file. Of versions the number tells them apart; of the file's
 * entries the content, with the newest number behind which they are at work.
 */
export function revisionOf(newest: ConnectionVersion | null, inFile: ConnectionDocument | null): string {
  const number = newest?.version ?? 0;
  if (newest !== null && newest.document !== null) return `${number}`;
  return inFile === null ? NO_REVISION : `${number}-file-${contentHash(inFile)}`;
}
