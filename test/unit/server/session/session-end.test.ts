import { expect, test } from 'vitest';
import { keepUntil, sessionEnd } from '#server/session/session-end.ts';

const LIMITS = { sessionTimeout: 30, sessionLifetime: 100 };

function end(lastSeenAt: number, idpEndsAt: number | null) {
  const login = {
    connection: 'hub',
    userId: 'a',
    userDirectory: 'b',
    idp: 'c',
    nameId: null,
    sessionIndexes: [],
    attributes: [],
    assertionId: '_a',
    loggedInAt: 1000,
    unsolicited: false,
    idpEndsAt,
  };
  return sessionEnd(login, lastSeenAt, LIMITS);
}

test('a session ends by the first of its limits', () => {
  expect(end(1000, null)).toEqual({ at: 1030, limit: 'idle' });
  expect(end(1090, null)).toEqual({ at: 1100, limit: 'lifetime' });
  expect(end(1090, 1095)).toEqual({ at: 1095, limit: 'idp' });
  expect(end(1000, 5000)).toEqual({ at: 1030, limit: 'idle' });
});

test('its row is kept longer than any limit', () => {
  expect(keepUntil({ loggedInAt: 1000 }, LIMITS)).toBeGreaterThan(1100);
});
