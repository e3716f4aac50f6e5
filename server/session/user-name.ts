import type { LoginSession } from '#server/store/login-session.ts';

/** `DIRECTORY\user` */
export function userName({ userDirectory, userId }: LoginSession): string {
  return `${userDirectory}\\${userId}`;
}
