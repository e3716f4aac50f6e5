import type { Finding } from '#shared/inspection/finding.ts';
import type { OwnerRole } from '#shared/inspection/owner.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';
import { type LogoutRefusal, OF_LOGOUTS } from './logout-refusal.ts';
import type { Unreached } from './network-error.ts';

/** What a receiver may have minded in a message that nothing is wrong with. */
type Reason =
  | 'certificate-rolled'
  | 'one-signature'
  | 'weak-signature'
  | 'unsigned'
  | 'url-too-long'
  | 'other-request'
  | 'session-index'
  | 'several-assertions'
  | 'no-passive'
  | 'signature'
  | 'encryption'
  | 'clock'
  | 'request-unknown'
  | 'request-unseen'
  | 'addressing'
  | 'audience'
  | 'explained'
  | 'phrase'
  | 'status';

/** A finding that is no fault by itself, and what a receiver minds who does not accept it. */
interface Suspect {
  readonly code: Finding['code'];
  /** Null: whatever its variant. */
  readonly variant: string | null;
  readonly reason: Reason;
  /** What the receiver speaks of where this is to be suspected; null: of nothing that is understood. */
  readonly topics: readonly (Topic | null)[];
}

const REQUESTS: readonly Topic[] = ['in-response-to', 'unsolicited', 'state'];
/** What a receiver speaks of that has no key, or another one. */
export const KEYS: readonly Topic[] = ['signature-key', 'signature-invalid'];

const suspect = (code: Finding['code'], reason: Reason, topics: Suspect['topics']): Suspect => ({
  code,
  variant: null,
  reason,
  topics,
});

/** Those that have words of their own. */
const SUSPECTS: readonly Suspect[] = [
  { ...suspect('in-response-to-unknown', 'other-request', [...REQUESTS, null]), variant: 'other-request' },
  suspect('redirect-url-long', 'url-too-long', ['size', null]),
  suspect('session-index-missing', 'session-index', ['logout', null]),
  suspect('logout-unsigned', 'unsigned', ['signature-missing', ...KEYS, 'logout', null]),
  suspect('status-not-success', 'no-passive', ['no-passive', 'status', null]),
  suspect('several-assertions', 'several-assertions', ['several-assertions', 'signature-invalid', null]),
  suspect('certificate-one-of-several', 'certificate-rolled', ['signature-missing', ...KEYS, null]),
  suspect('signature-weak', 'weak-signature', ['algorithm', 'signature-invalid', null]),
  // One signature, and requests without any, are what most send: to be suspected only where the receiver misses one.
  suspect('signature-missing', 'unsigned', ['signature-missing']),
  suspect('signature-on-one', 'one-signature', ['signature-missing', 'signature-key']),
  { ...suspect('signature-on-one', 'one-signature', ['signature-invalid']), variant: 'only-response' },
  suspect('encrypted-part-closed', 'encryption', ['encryption', null]),
  suspect('encrypted-assertion-unreadable', 'encryption', ['encryption', null]),
  { ...suspect('nameid-missing', 'encryption', ['encryption', null]), variant: 'encrypted' },
  suspect('clock-ahead', 'clock', ['time-not-yet', 'time-expired', null]),
];

/** What is minded where nothing found explains it and the words are nobody's own. */
export const ALONE: Readonly<Partial<Record<Topic, Reason>>> = {
  'in-response-to': 'request-unknown',
  encryption: 'encryption',
  'signature-missing': 'signature',
  'signature-key': 'signature',
  'signature-invalid': 'signature',
  algorithm: 'signature',
  audience: 'audience',
  destination: 'addressing',
  'issuer-unknown': 'addressing',
  'time-not-yet': 'clock',
  'time-expired': 'clock',
};

/** Who must act, by what was minded. */
export const OWNERS: Readonly<
  Record<Reason | LogoutRefusal | 'landing' | 'request' | 'response' | 'with-cookie' | Unreached, OwnerRole>
> = {
  'certificate-rolled': 'receiver',
  'one-signature': 'sender',
  'weak-signature': 'sender',
  unsigned: 'sender',
  'url-too-long': 'sender',
  'other-request': 'user',
  'session-index': 'sender',
  'several-assertions': 'sender',
  'no-passive': 'receiver',
  signature: 'receiver',
  encryption: 'receiver',
  clock: 'idp',
  'request-unknown': 'receiver',
  'request-unseen': 'receiver',
  addressing: 'receiver',
  audience: 'sender',
  explained: 'receiver',
  phrase: 'receiver',
  status: 'receiver',
  'with-cookie': 'receiver',
  landing: 'receiver',
  request: 'receiver',
  response: 'receiver',
  unreachable: 'network',
  untrusted: 'receiver',
  redirects: 'receiver',
  'page-policy': 'sender',
  'mixed-content': 'receiver',
  offline: 'user',
  aborted: 'user',
  ...OF_LOGOUTS,
};

/** The words of a suspect's own, where it is suspected for what is said. */
export function namedSuspect(because: Finding, topic: Topic | null): Reason | null {
  const found = SUSPECTS.find(
    ({ code, variant, topics }) =>
      because.code === code && (variant === null || because.variant === variant) && topics.includes(topic),
  );
  return found?.reason ?? null;
}
