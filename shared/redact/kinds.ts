/** What a replaced value was, for the receipt; it also decides the form of its pseudonym. */
export type RedactedKind =
  | 'user'
  | 'name'
  | 'value'
  | 'id'
  | 'host'
  | 'address'
  | 'relay-state'
  | 'parameter'
  | 'cookie'
  | 'credential'
  | 'header'
  | 'certificate'
  | 'signature'
  | 'ciphertext'
  | 'comment'
  | 'text'
  | 'page'
  | 'unreadable';

/** What numbered pseudonyms begin with: `user-1`. */
export const STEMS: Readonly<Record<RedactedKind, string>> = {
  user: 'user',
  name: 'name',
  value: 'value',
  id: 'id',
  host: 'host',
  address: 'party',
  'relay-state': 'state',
  parameter: 'parameter',
  cookie: 'cookie',
  credential: 'credential',
  header: 'header',
  certificate: 'certificate',
  signature: 'signature',
  ciphertext: 'ciphertext',
  comment: 'comment',
  text: 'text',
  page: 'page',
  unreadable: 'unreadable',
};
