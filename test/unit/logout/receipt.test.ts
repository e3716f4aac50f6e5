import { describe, expect, test } from 'vitest';
import type { IdpState, Logout } from '#shared/logout/logout.ts';
import { NOT_ASKED, UNANSWERED } from '#shared/logout/logout.ts';
import { type Opens, receiptOf } from '#shared/logout/receipt.ts';
import {
  answeredWords,
  askedWords,
  opensWords,
  receiptLead,
  receiptSummary,
  receiptTitle,
} from '#shared/logout/receipt-words.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';

const ASKED = { by: 'redirect', requestId: 'r', askedAt: 2 } as const;
const answered = (...codes: string[]): IdpState => ({ is: 'answered', ...ASKED, at: 3, codes, message: null });
const notAsked = (reason: (typeof NOT_ASKED)[number]): IdpState => ({ is: 'not-asked', at: 1, reason });
const unanswered = (reason: (typeof UNANSWERED)[number]): IdpState => {
  return { is: 'unanswered', ...ASKED, at: 4, reason, detail: 'ECONNREFUSED' };
};

function logout(state: IdpState | null, crossedAt: number | null = null): Logout {
  return {
    ...{ id: 'i', reference: 'AAAAA-AAAAA', connection: 'hub', user: 'CORP\\anne', at: 1, sessions: ['k'] },
    begun: { by: 'user' },
    idp:
      state === null
        ? null
        : {
            ...{ entityId: 'https://idp', nameId: null, sessionIndexes: [], crossedAt, refused: [], state },
            offers: { browser: true, soap: true },
          },
  };
}

/** The word of the identity provider, told as that. */
const CONFIRMED = 'You are logged out here; idp says that the other applications were told';

const receipt = (state: IdpState | null, open = 0, crossedAt: number | null = null) =>
  receiptOf(logout(state, crossedAt), 'https://sp', { at: 9, open });

describe('a receipt', () => {
  test.each<readonly [string, IdpState, Opens, Opens, string]>([
    ['Success', answered(STATUS_CODE.success), 'said-closed', 'said-closed', CONFIRMED],
    [
      'PartialLogout',
      answered(STATUS_CODE.success, STATUS_CODE.partialLogout),
      'said-closed',
      'said-partly',
      'You are logged out here, but not everywhere, says idp',
    ],
    [
      'UnknownPrincipal',
      answered(STATUS_CODE.requester, STATUS_CODE.unknownPrincipal),
      'said-unknown',
      'unknown',
      'You are logged out here, perhaps nowhere else',
    ],
    [
      'a refusal',
      answered(STATUS_CODE.responder),
      'said-open',
      'unknown',
      'You are logged out here, perhaps nowhere else',
    ],
    ['an answer without a code', answered(), 'said-open', 'unknown', 'You are logged out here, perhaps nowhere else'],
    [
      'a question that is out',
      { is: 'asked', ...ASKED, until: 9, tries: 0 },
      'waiting',
      'waiting',
      'You are logged out here, and the identity provider is being asked',
    ],
    [
      'a question that is to be asked',
      { is: 'to-ask', through: 'browser', until: 9, tries: 0 },
      'waiting',
      'waiting',
      'You are logged out here, and the identity provider is being asked',
    ],
    [
      'the IdP that asked us',
      { is: 'asked-us', at: 1, codes: [] },
      'said-closed',
      'unknown',
      'You are logged out here, as your identity provider asked',
    ],
    ...NOT_ASKED.map(
      (reason) =>
        [reason, notAsked(reason), 'not-asked', 'not-asked', 'You are logged out here, perhaps nowhere else'] as const,
    ),
    ...UNANSWERED.map(
      (reason) =>
        [reason, unanswered(reason), 'no-answer', 'unknown', 'You are logged out here, perhaps nowhere else'] as const,
    ),
  ])('of %s claims what is known of each participant, and no more', (_, state, idp, others, title) => {
    const made = receipt(state);
    expect(made.parts.map(({ opens }) => opens)).toEqual(['closed', idp, others]);
    expect(made.confirmed).toBe(title === CONFIRMED);
    expect(receiptTitle(made)).toBe(title);
    expect(receiptLead(made)).not.toBe('');
    for (const part of made.parts) {
      expect([askedWords(part), opensWords(part)]).not.toContain('');
      expect(answeredWords(part)).toBe(answeredWords(part).trim());
    }
  });

  test('without an identity provider tells of this companion alone', () => {
    const made = receipt(null);
    expect([made.parts.length, receiptTitle(made)]).toEqual([1, 'You are logged out here']);
    expect(receiptLead(made)).toContain('may still know you');
  });

  test('never says out where a session was tried and still opens something, whatever the IdP says', () => {
    for (const state of [answered(STATUS_CODE.success), null]) {
      const made = receipt(state, 1);
      expect([made.confirmed, made.parts[0]?.opens]).toEqual([false, 'open']);
      expect(receiptTitle(made)).toBe('You are still logged in here');
    }
  });

  test('claims nothing of other applications that is not the word of the identity provider', () => {
    const states = [answered(STATUS_CODE.success), ...NOT_ASKED.map(notAsked), ...UNANSWERED.map(unanswered), null];
    for (const state of states) {
      const words = [receiptTitle(receipt(state)), receiptSummary(receipt(state))].join(' ');
      expect(words).not.toMatch(/logged out everywhere|logged out here only/i);
    }
  });

  test('names the identity provider by the host of its entity ID, or as it is', () => {
    const named = (entityId: string) => {
      const made = logout(answered(STATUS_CODE.success));
      const idp = made.idp && { ...made.idp, entityId };
      return receiptTitle(receiptOf({ ...made, idp }, 'https://sp', { at: 9, open: 0 }));
    };
    expect(named('http://www.okta.com/exk1')).toContain('; www.okta.com says');
    expect(named('urn:mace:idp')).toContain('; urn:mace:idp says');
  });

  test('of an IdP whose request crossed ours says that it ends its session, and nothing of the others', () => {
    expect(receipt(unanswered('time'), 0, 5).parts.map(({ opens }) => opens)).toEqual([
      'closed',
      'said-closed',
      'unknown',
    ]);
  });
});
