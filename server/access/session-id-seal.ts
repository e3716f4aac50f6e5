import { randomBytes } from 'node:crypto';
import { type Seal, sealWith } from '#server/crypto/seal.ts';
import { readStateFile, writeStateFile } from '#server/store/state-folder.ts';

const FILE = 'session-ids.key';
const KEY_BYTES = 32;

/**
 * What the IDs of sessions made by call are sealed with, so that lists can name them and the store alone opens no session.
 * The key is a file of the state folder, made when there is none. With another key they are called by their handles.
 *
 * @throws WorkbenchError `state-unwritable`
 */
export async function sessionIdSeal(folder: string): Promise<Seal> {
  const kept = Buffer.from((await readStateFile(folder, FILE))?.trim() ?? '', 'base64url');
  if (kept.length === KEY_BYTES) return sealWith(kept);
  const key = randomBytes(KEY_BYTES);
  await writeStateFile(folder, FILE, `${key.toString('base64url')}\n`);
  return sealWith(key);
}
