import type { LoginSession } from '#server/store/login-session.ts';

/** `DIRECTORY\user`; no directory has a backslash, so the first one tells which is which. */
export function userName({ userDirectory, userId }: Pick<LoginSession, 'userDirectory' | 'userId'>): string {
  return `${userDirectory}\\${userId}`;
}

/** The parts of such a name; what is missing is empty. */
export function readUserName(name: string): Pick<LoginSession, 'userDirectory' | 'userId'> {
  const at = name.indexOf('\\');
  return at < 0
    ? { userDirectory: name, userId: '' }
    : { userDirectory: name.slice(0, at), userId: name.slice(at + 1) };
}
