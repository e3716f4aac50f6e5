import { errorsOf } from '#shared/base/errors.ts';

/** A token that logs nobody in. */
export class TokenError extends errorsOf({
  'token-malformed': 'It is no signed JWT in compact form.',
  'token-algorithm': 'It is not signed with RS256 or ES256, of which the key that is trusted is one.',
  'token-key-unknown': 'None of the keys that are trusted has the name that it gives (kid), or fits its algorithm.',
  'token-signature': 'Its signature was not made with a key that is trusted.',
  'token-expired': 'It has expired (exp), or was issued longer ago than is accepted (iat).',
  'token-claim': 'Its claim {claim} is missing, or is not what it has to be here.',
  'token-user':
    'Its claim {claim} gives no {part}: it is missing, blank, has several values, or a character that no user has.',
  'token-attribute': 'Its claim {claim} is required, and has no value.',
  'token-used': 'It was used already, and works once.',
  'token-forgotten': 'Nobody can tell whether it was used already: the clock of this server was far ahead for long.',
  'token-ended': 'The session that it began was ended, so it begins none again.',
  'token-keys-missing': 'The keys that tokens are verified with cannot be fetched at the moment.',
}) {}
