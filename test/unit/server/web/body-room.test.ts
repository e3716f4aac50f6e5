import { describe, expect, test } from 'vitest';
import { BodyRoom } from '#server/web/body-room.ts';

const nobody = (): void => {
  throw new Error('turned out');
};

describe('room for bodies', () => {
  test('is bounded in number: one more is refused, until one has left', () => {
    const room = new BodyRoom({ bytes: 100, bodies: 2, patience: 60_000 });
    const [first] = [room.enter(nobody), room.enter(nobody)];
    expect(() => room.enter(nobody)).toThrow(expect.objectContaining({ code: 'bodies-busy' }));
    first.leave();
    first.leave();
    room.enter(nobody);
    expect(() => room.enter(nobody)).toThrow('Too much is being sent here at once');
  });

  test('is bounded in bytes of all together', () => {
    const room = new BodyRoom({ bytes: 100, bodies: 10, patience: 60_000 });
    const [first, second] = [room.enter(nobody), room.enter(nobody)];
    expect(first.grow(60)).toBeNull();
    expect(second.grow(40)).toBeNull();
    expect(second.grow(1)).toMatchObject({ code: 'bodies-busy' });
    first.leave();
    expect(second.grow(60)).toBeNull();
  });

  test('is taken from what has been under way for long, the oldest first', () => {
    const turnedOut: string[] = [];
    const room = new BodyRoom({ bytes: 100, bodies: 2, patience: 0 });
    const enter = (name: string) => room.enter(() => turnedOut.push(name));
    const [, second] = [enter('first'), enter('second')];
    enter('third');
    expect(turnedOut).toEqual(['first']);
    expect(second.grow(100)).toBeNull();
    enter('fourth').grow(1);
    expect(turnedOut).toEqual(['first', 'second']);
  });

  test('is never taken from the one that asks for more', () => {
    const room = new BodyRoom({ bytes: 100, bodies: 2, patience: 0 });
    const only = room.enter(nobody);
    expect(only.grow(101)).toMatchObject({ code: 'bodies-busy' });
  });
});
