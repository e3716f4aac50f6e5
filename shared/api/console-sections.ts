/** The sections of the console, in order; each is a path below `/console/`. The first is shown first. */
export const CONSOLE_SECTIONS = [
  'connections',
  'sessions',
  'logouts',
  'logins',
  'rules',
  'access',
  'audit',
  'keys',
  'settings',
] as const;

/** A section's name in its address. */
export type ConsoleSection = (typeof CONSOLE_SECTIONS)[number];
