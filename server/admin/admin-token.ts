import { readStateFile, writeStateFile } from '#server/store/state-folder.ts';

const FILE = 'admin.token';

/** The administrator's token. */
export interface AdminToken {
  readonly token: string;
  /** It was made just now: whoever starts the companion is to be told it once. */
  readonly isNew: boolean;
}

/**
 * The token of the state folder, made at the first start with mode 0600. Whoever removes the file gets a new one at the
 * next start, and nobody comes in by the old one.
 *
 * @param random 256 random bits
 * @throws WorkbenchError `state-unwritable`
 */
export async function findOrMakeToken(folder: string, random: () => string): Promise<AdminToken> {
  const kept = (await readStateFile(folder, FILE))?.trim() ?? '';
  // One that somebody wrote by hand must not be guessed, and an empty one is none.
  if (kept.length >= MIN_CHARS) return { token: kept, isNew: false };
  const token = random();
  await writeStateFile(folder, FILE, `${token}\n`);
  return { token, isNew: true };
}

/** Of 64 characters each, 192 bits. */
const MIN_CHARS = 32;
