/** What of a LogoutRequest its receiver may mind. Words for logouts are a set of their own: no user is let in there. */
export const LOGOUT_MATTERS = [
  'unsigned',
  'signature',
  'session-index',
  'name',
  'destination',
  'sender',
  'session',
  'expired',
] as const;
export type LogoutMatter = (typeof LOGOUT_MATTERS)[number];

/** In plain words, in no product's own form; the first that fits. */
const FORMS: readonly (readonly [RegExp, LogoutMatter])[] = [
  [
    /\b(?:not|isn.t|un)[- ]?signed|\bno signature|(?:missing|without) (?:a |the )?signature|signature (?:is |was )?(?:missing|required|not (?:found|present))|must be signed/i,
    'unsigned',
  ],
  [/signature|certificate|fingerprint|\b(?:signing|public) key/i, 'signature'],
  [/session[\s_-]?ind(?:ex|ices)/i, 'session-index'],
  [
    /\b(?:no|without|any) (?:\w+ ){0,2}session\b|\bsession\b[^.]{0,30}\b(?:not (?:be )?found|does not exist|unknown|expired|has ended)\b|\b(?:keine|aucune|ninguna|nessuna|geen|nenhuma) (?:\S+ )?(?:sitzung|session|sesi[óo]n|sessione|sessie|sess[ãa]o)(?!\p{L})/iu,
    'session',
  ],
  [
    /name[\s_-]?id(?:entifier)?\b|\b(?:subject|principal|user(?:name)?)\b[^.]{0,40}\b(?:not|no|un\w+|mismatch|missing|required|invalid|wrong)\b|\b(?:no|unknown|invalid|missing|wrong|(?:can)?not find) (?:such |matching )?(?:subject|principal|user)\b/i,
    'name',
  ],
  [/\bdestination\b/i, 'destination'],
  [
    /\bissuer\b|entity[\s_-]?id\b|\b(?:unknown|unregistered|invalid) (?:sp|client|partner|service provider|relying party|participant)\b|\b(?:sp|client|partner|service provider|relying party|participant)\b[^.]{0,30}\b(?:unknown|not (?:known|found|registered|trusted))\b/i,
    'sender',
  ],
  [
    /not[\s_-]?on[\s_-]?or[\s_-]?after|issue[\s_-]?instant|\b(?:request|message)\b[^.]{0,20}\bexpired|too old/i,
    'expired',
  ],
  [/\bsession\b|already (?:been )?(?:logged|signed) out|not (?:logged|signed) in/i, 'session'],
  [/\bexpired\b|\bclocks?\b|in the future/i, 'expired'],
];

/** The plainest words for each of these, in which nobody is named: `logoutMatter` reads each as its matter. */
export const PLAINEST_OF_LOGOUTS: Readonly<Record<LogoutMatter, string>> = {
  unsigned: 'not signed',
  signature: 'signature',
  'session-index': 'SessionIndex',
  name: 'NameID',
  destination: 'Destination',
  sender: 'Issuer',
  session: 'session',
  expired: 'expired',
};

/** What of a logout somebody speaks of who will not do it; null where nothing of it is understood. */
export function logoutMatter(words: string): LogoutMatter | null {
  return FORMS.find(([form]) => form.test(words))?.[1] ?? null;
}
