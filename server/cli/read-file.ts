import { open } from 'node:fs/promises';
import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { readInputText } from '#shared/formats/read-input-text.ts';
import type { CliIo } from './cli-io.ts';
import { CommandError } from './command-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you are not allowed to',
  ENOTDIR: 'a part of its path is not a folder',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'there is no space left',
};

/**
 * The bytes of a file, or of standard input for `-`.
 * @throws WorkbenchError `file-unreadable`, `input-too-large`
 */
export async function readBytes(path: string, io: CliIo): Promise<Uint8Array> {
  const limit = LIMITS.inputBytes;
  try {
    const bytes = path === '-' ? await collectChunks(io.stdin(), limit) : await readUpTo(path, limit);
    if (bytes.length > limit) throw new InputError('input-too-large', { size: bytes.length, limit });
    return bytes;
  } catch (cause) {
    throw readFailure(path, cause);
  }
}

/** The error for whatever stopped the reading of a file: the system's reason in words, or what we refused it for. */
export function readFailure(path: string, cause: unknown): WorkbenchError {
  if (cause instanceof WorkbenchError) return cause;
  return new CommandError('file-unreadable', { file: path, reason: causeReason(cause) }, { cause });
}

/** The text of a file, byte order mark removed, UTF-16 and declared encodings included. Errors name the file. */
export async function readTextFile(path: string, io: CliIo): Promise<string> {
  return await namingFile(path, async () => readInputText(await readBytes(path, io)));
}

/** The same of a certificate, which Windows saves in DER: as base64 then. */
export async function readCertificateFile(path: string, io: CliIo): Promise<string> {
  return await namingFile(path, async () => {
    const bytes = await readBytes(path, io);
    return isDer(bytes) ? Buffer.from(bytes).toString('base64') : readInputText(bytes);
  });
}

/** A SEQUENCE of 128 bytes and more; no text begins so. */
function isDer([tag = 0, length = 0]: Uint8Array): boolean {
  return tag === 0x30 && length > 0x80;
}

/** Runs work on a file's content; an error of it then names the file. */
export async function namingFile<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorkbenchError) || 'file' in error.facts) throw error;
    throw new CommandError('file-invalid', { file: path, reason: error.message }, { cause: error });
  }
}

/** A device or a growing file has no size to ask for: reading stops one byte beyond the limit. */
async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > limit) throw new InputError('input-too-large', { size, limit });
    return await collectChunks(file.createReadStream({ end: limit, autoClose: false }), limit);
  } finally {
    await file.close();
  }
}

/** Joins chunks until there are more than `limit` bytes; the rest is left unread. */
export async function collectChunks(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(parts);
}

/** Why a file could not be opened, in words where the system's code is a usual one. */
export function causeReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? (code || cause.message);
}
