import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { createRecording } from '../../../../extension/store/recording/recording.ts';
import { createStopAfterFlow } from '../../../../extension/store/recording/stop-after-flow.ts';
import { createTrust } from '../../../../extension/store/trust/trust.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';
import { createFakeRecorder } from './fake-recorder.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;
beforeAll(async () => {
  teller = await makeStoryteller();
});

/** A recording that stops after a flow, and a clock that the test moves. */
function start(recorded: readonly Exchange[] = []) {
  const recorder = createFakeRecorder(recorded);
  const recording = createRecording({
    recorder,
    knowledge: createTrust().knowledge,
    onError: (error) => {
      throw error;
    },
  });
  const timers = new Set<() => void>();
  const stop = createStopAfterFlow({
    recorder,
    recording,
    later: (work) => {
      timers.add(work);
      return () => timers.delete(work);
    },
  });
  return {
    recording,
    stop,
    recorder,
    tell: async (exchanges: readonly Exchange[]) => {
      for (const exchange of exchanges) recorder.send({ type: 'exchange', exchange });
      await recording.settled();
    },
    timers: () => timers.size,
    quiet: () => {
      for (const work of timers) work();
      timers.clear();
    },
  };
}

const login = (name: string, minute = 0) => teller.login({ startedAt: START + minute * 60_000, name });
const poll = (index: number) =>
  makeExchange({
    id: `p${index}`,
    startedAt: START + 9_000 + index,
    method: 'GET',
    url: 'https://elsewhere.example/',
    source: 'devtools',
  });

describe('a recording that stops by itself', () => {
  it('does so once a login has ended and nothing more came to it, says for what, and goes on by a click', async () => {
    const { stop, recording, recorder, tell, quiet, timers } = start();
    stop.toggle();
    const [request, style, response] = await login('a');
    await tell([request, style].flatMap((exchange) => exchange ?? []));
    expect(timers()).toBe(0);
    await tell(response === undefined ? [] : [response]);
    await tell([poll(1)]);
    expect([timers(), recording.paused.value]).toEqual([1, false]);
    quiet();
    expect([recording.paused.value, stop.stoppedFor.value]).toEqual([true, 'Login succeeded']);
    recorder.setPaused(false);
    expect([stop.stoppedFor.value, timers()]).toEqual([null, 0]);
    await tell(await login('b', 1));
    quiet();
    expect(recording.paused.value).toBe(true);
  });

  it('does nothing where it is off, nor for what had ended before it was switched on', async () => {
    const { stop, recording, tell, timers } = start(await login('a'));
    await recording.settled();
    expect(timers()).toBe(0);
    stop.toggle();
    await tell([poll(1)]);
    expect(timers()).toBe(0);
    await tell(await login('b', 1));
    expect(timers()).toBe(1);
    stop.toggle();
    expect(timers()).toBe(0);
  });

  it('says of a pause that the user made nothing', async () => {
    const { stop, recorder } = start();
    stop.toggle();
    recorder.setPaused(true);
    expect(stop.stoppedFor.value).toBeNull();
  });
});
