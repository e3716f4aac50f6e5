import { fillWords } from '#shared/base/errors.ts';
import type { EvidenceCode, FlowEvidence } from '#shared/flows/evidence.ts';

const WORDS: Readonly<Record<EvidenceCode, string>> = {
  'session-cookie': '{host} took the answer (HTTP {status}) and set the cookie {cookie}',
  'session-goes-on': '{host} took the answer (HTTP {status}) in the session of the cookie {cookie}',
  'sign-out-offered': '{host} shows a page that offers to sign out',
  'let-in': '{host} let a later request in (HTTP {status})',
  'token-given': '{host} gave a token for the assertion (HTTP {status})',
  'led-to-page': '{host} took the answer (HTTP {status}) and led to the page that was asked for',
  'answer-taken': '{host} took the answer (HTTP {status})',
  'says-success': 'the answer says Success',
  'status-refused': 'the answer says {codes}{said}',
  'http-refused': '{host} answered with HTTP {status}{said}',
  'redirect-refused': '{host} led to an address that names an error{said}',
  'page-refused': '{host} answered with HTTP {status} and a page that says no{said}',
  'login-page-refused': '{host} asked to log in again (HTTP {status}){said}',
  'data-refused': '{host} answered with HTTP {status} and data that says no{said}',
  unreachable: '{host} could not be reached: {error}',
  'asked-again': '{host} asked the IdP again instead of letting the user in',
  'not-sent': 'the page of {host} carries the answer, and nothing was sent on',
  waiting: 'the last answer came from {host} (HTTP {status})',
  'no-answer-kept': 'what {host} answered was not recorded',
};

/** What was seen, in words; text out of pages is quoted and short. */
export function evidenceWords({ code, facts }: FlowEvidence): string {
  return fillWords(WORDS[code], facts);
}
