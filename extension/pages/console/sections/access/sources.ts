/** Where the attributes come from that an answer is about. */
export const SOURCES = {
  session: 'With the attributes of the session that this user has here now.',
  'made-up': 'With attributes that were made up.',
  none: 'Without attributes: this user has no session here now, and none were made up.',
} as const;
