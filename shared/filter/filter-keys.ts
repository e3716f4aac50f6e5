import { CONFIDENCES, OWNERS } from '#shared/inspection/owner.ts';

/** What `is:` knows, each with what it means. */
export const STATES = {
  refused: 'a side said no',
  'broken-off': 'something kept it from going on',
  failed: 'refused, broken off, or with an error',
  succeeded: 'its end was seen',
  unknown: 'how it ended was not seen',
  login: 'part of a login',
  logout: 'part of a logout',
  sp: 'begun by the service provider',
  idp: 'begun by the identity provider',
  warning: 'with a warning',
  signed: 'something in the message is signed',
  unsigned: 'nothing in the message is signed',
  encrypted: 'something came encrypted',
  unreadable: 'the message could not be read',
} as const;

/** One of them. */
export type State = keyof typeof STATES;

/** Everything that a filter can ask for by name, with what it is compared with. */
export const FILTER_KEYS = {
  is: 'how it ended, or what it is',
  owner: 'who must act',
  sure: 'how sure the cause is',
  kind: 'kind of message, such as Response',
  binding: 'how the message came: post, redirect, soap',
  issuer: 'who sent the message',
  user: 'NameID, or a value that names the user',
  attr: 'name of an attribute, or name=value',
  id: 'ID of the message, or what it answers',
  finding: 'code or title of a finding',
  status: 'HTTP status (403, 4xx), or status code of the message',
  method: 'HTTP method',
  host: 'host of the request',
  url: 'address of the request',
  header: 'a header, by name or value',
  cookie: 'a cookie, sent or set',
  after: 'not before a time: 10:00, or 2026-11-22T10:00',
  before: 'before a time',
} as const;

/** One of them. */
export type FilterKey = keyof typeof FILTER_KEYS;

/** Whether a word is a key of the filter. */
export function isFilterKey(word: string): word is FilterKey {
  return Object.hasOwn(FILTER_KEYS, word);
}

/** Whether a word is one that `is:` knows. */
export function isState(word: string): word is State {
  return Object.hasOwn(STATES, word);
}

/** The values of a key that has a closed list of them; null where any text will do. */
export function fixedValues(key: FilterKey): readonly string[] | null {
  if (key === 'is') return Object.keys(STATES);
  if (key === 'owner') return OWNERS;
  return key === 'sure' ? CONFIDENCES : null;
}
