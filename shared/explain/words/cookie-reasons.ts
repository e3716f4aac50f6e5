/** Why a browser did not send a cookie along, as the end of a sentence; the keys are those of `flows/cookies.ts`. */
export const COOKIE_REASONS = {
  'too-large': 'browsers drop what has more than 4,096 bytes of name and value',
  'host-prefix':
    'its name begins with __Host-, which promises Secure, Path=/ and no Domain; browsers reject it where one of these is not kept',
  'secure-prefix': 'its name begins with __Secure-, which promises Secure; browsers reject it without',
  'http-prefix':
    'its name begins with __Http- or __Host-Http-, which promises HttpOnly and Secure; browsers that know these names reject it where one of them is missing',
  partitioned: 'it was set with Partitioned in a frame, so it is not there in the whole window',
  'none-insecure': 'it has SameSite=None without Secure, so browsers never keep it',
  insecure: 'it is Secure, but it was set or needed over plain http',
  strict: 'it has SameSite=Strict, so browsers keep it back when another site leads here',
  lax: 'it has SameSite=Lax, so browsers keep it back from a POST that another site sends',
  'default-lax':
    'it has no SameSite, which browsers take for Lax: they keep it back from a POST that another site sends',
  'third-party': 'browsers block it inside a frame of another site',
  expired: 'it had expired',
  'public-suffix': 'its Domain is one below which anybody may have a host, so browsers never keep it',
  domain: 'its Domain does not cover this host',
  path: 'its Path does not cover this address',
  unknown: 'nothing that was recorded explains why',
} as const;
