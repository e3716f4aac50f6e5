import * as v from 'valibot';
import { isWrittenText } from '#shared/saml/connection/written-source.ts';

/** How a connection names the metadata of its identity provider. */
export interface MetadataSource {
  readonly kind: 'address' | 'file' | 'text';
  /** The address, the path, or the XML itself. */
  readonly metadata: string;
  readonly entityId: string | undefined;
  /** PEM of whoever must have signed it; null: nobody has to. */
  readonly signers: string | null;
  /** Hosts that may be asked though they are not public, or by http. */
  readonly hosts: readonly string[];
}

/** What a connection's `idp` entry says of its metadata. The whole entry is read strictly elsewhere. */
export const SOURCE_ENTRY = v.object({
  metadata: v.pipe(v.string(), v.trim()),
  entityId: v.optional(v.pipe(v.string(), v.trim())),
  signedBy: v.optional(v.pipe(v.string(), v.trim())),
  allowHosts: v.optional(v.array(v.string()), []),
});

/** What `metadata` of an entry is. */
export function kindOfSource(metadata: string): MetadataSource['kind'] {
  if (isWrittenText(metadata)) return 'text';
  return /^https?:/i.test(metadata) ? 'address' : 'file';
}

/** The same for the same source, and for no other one. */
export function sourceKey({ metadata, entityId, signers }: MetadataSource): string {
  return JSON.stringify([metadata, entityId ?? null, signers]);
}
