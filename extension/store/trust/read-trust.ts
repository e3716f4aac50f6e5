import { InputError } from '#shared/base/input-error.ts';
import { isConnectionText } from './connection-text.ts';
import { TrustError } from './trust-error.ts';
import type { FilesBeside, ReadTrust, TrustItem } from './trust-item.ts';

const NONE: FilesBeside = () => null;

/**
 * What a text is to verify or decrypt with, or to judge by, without trusting it.
 * @throws WorkbenchError where it is none of these, or a connection names a file that is not beside it
 */
export async function readTrust(text: string, beside: FilesBeside = NONE): Promise<ReadTrust> {
  const kind = kindOf(text);
  if (kind === 'connection') {
    const { readConnectionFile } = await import('./connection-file.ts');
    return readConnectionFile(text, beside);
  }
  const { knowledgeFrom } = await import('#shared/inspection/build-knowledge.ts');
  const { entities, keys, decryptionKeys = [] } = await knowledgeFrom({ [SOURCES[kind]]: [text] });
  if (entities.length + keys.length + decryptionKeys.length === 0) throw new TrustError('trust-unrecognised');
  // Only what is for verifying may be kept: a file with a key in it, whatever else is in it, never.
  const isPublic = kind !== 'private-key' && decryptionKeys.length === 0 && !text.includes('PRIVATE KEY-----');
  return { kind, entities, keys, decryptionKeys, connection: null, text: isPublic ? text : null, file: null };
}

const SOURCES = { metadata: 'metadataTexts', certificate: 'certificatePems', 'private-key': 'privateKeyPems' } as const;

function kindOf(text: string): TrustItem['kind'] {
  const trimmed = text.trim();
  if (trimmed === '') throw new InputError('input-empty');
  if (isConnectionText(trimmed)) return 'connection';
  if (trimmed.includes('PRIVATE KEY-----')) return 'private-key';
  const isMarkup = trimmed.replace(/^\ufeff/, '').startsWith('<');
  // A page on which a browser shows XML begins with a sentence of its own.
  return isMarkup || /<(?:\w+:)?Entit(?:y|ies)Descriptor\s/.test(trimmed) ? 'metadata' : 'certificate';
}
