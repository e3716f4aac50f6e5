import type { Exchange } from '#shared/http/exchange.ts';
import type { Recorder, RecorderEvent } from '../../../../extension/messaging/recorder.ts';

/** A recorder whose events a test gives by hand: the same door that the real one uses. */
export interface FakeRecorder extends Recorder {
  send(event: RecorderEvent): void;
  /** How many listen. */
  readonly listeners: number;
}

/** Replays what it holds to each new listener, as the contract of `Recorder` says. */
export function createFakeRecorder(recorded: readonly Exchange[] = []): FakeRecorder {
  const listeners = new Set<(event: RecorderEvent) => void>();
  const send = (event: RecorderEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    otherwise: 'tab',
    send,
    get listeners() {
      return listeners.size;
    },
    subscribe(listener) {
      listeners.add(listener);
      for (const exchange of recorded) listener({ type: 'exchange', exchange });
      listener({ type: 'scope', scope: 'tab' });
      return () => listeners.delete(listener);
    },
    widen: () => Promise.resolve(true),
    narrow: () => Promise.resolve(),
    setPaused: (paused) => send({ type: 'paused', paused }),
    undoClear: () => undefined,
    clear: () => send({ type: 'cleared' }),
  };
}
