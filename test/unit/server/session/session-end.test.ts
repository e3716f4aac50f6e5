import { describe, expect, test } from 'vitest';
import { keepUntil, type SessionEnd, sessionEnd } from '#server/session/session-end.ts';
import type { SessionOrigin } from '#server/store/login-session.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

const LIMITS = { sessionTimeout: 30, sessionLifetime: 100 };

function end(lastSeenAt: number, endsAt: number | null): SessionEnd {
  return sessionEnd(samlSession({ loggedInAt: 1000, endsAt }), lastSeenAt, LIMITS);
}

test('a session ends by the first of its limits', () => {
  expect(end(1000, null)).toEqual({ at: 1030, limit: 'idle' });
  expect(end(1090, null)).toEqual({ at: 1100, limit: 'lifetime' });
  expect(end(1090, 1095)).toEqual({ at: 1095, limit: 'idp' });
  expect(end(1000, 5000)).toEqual({ at: 1030, limit: 'idle' });
});

const OTHERS: readonly SessionOrigin[] = [
  { way: 'ticket', by: 'portal' },
  { way: 'session', by: 'portal', sealedId: '' },
  { way: 'jwt', issuer: 'https://issuer', tokenId: null },
];

describe.each(OTHERS)('a session by $way', (origin) => {
  test.each([
    [1000, { at: 1030, limit: 'idle' }],
    [1090, { at: 1100, limit: 'lifetime' }],
  ])('last used at %i ends by idle time and by its lifetime: nobody else has a say', (lastSeenAt, expected) => {
    expect(sessionEnd({ ...samlSession({ loggedInAt: 1000 }), origin }, lastSeenAt, LIMITS)).toEqual(expected);
  });
});

test('its row is kept longer than any limit', () => {
  expect(keepUntil({ loggedInAt: 1000 }, LIMITS)).toBeGreaterThan(1100);
});
