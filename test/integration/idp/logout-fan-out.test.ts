import { expect, test } from 'vitest';
import { startTwentyParticipants, TWENTY } from '#test/fixtures/twenty-participants.ts';

test('twenty participants: five hang, three refuse, two reset and two lie; the others are out, and each is told as it is', async () => {
  const world = await startTwentyParticipants();
  const { text, told } = await world.logOut();
  expect(text).toContain('You are not logged out everywhere');
  for (const [number, behaviour] of TWENTY.entries()) {
    const words = behaviour === 'ends' ? 'logged out' : 'did not confirm: its session may still be open';
    expect([number, behaviour, told.get(number)]).toEqual([number, behaviour, words]);
  }
  // Each was asked once, and all at the same time: one that hangs held up nobody.
  expect(world.asked.toSorted()).toEqual(TWENTY.toSorted());
  expect(await world.isLoggedIn()).toBe(false);
  const lines = await world.close();
  expect(lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});
