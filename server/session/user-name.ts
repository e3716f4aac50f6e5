import type { LoginSession } from '#server/store/login-session.ts';

/** `DIRECTORY\user` */
export function userName({ userDirectory, userId }: Pick<LoginSession, 'userDirectory' | 'userId'>): string {
  return `${userDirectory}\\${userId}`;
}
