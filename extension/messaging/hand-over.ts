import type { RecordingCore } from './recorder.ts';

/**
 * The devtools page and the panel are pages of one origin in one process: the first hands its recorder to the second as
 * an object. No copy is made of what was recorded, and there is no message that somebody else could send.
 */
const KEY = Symbol.for('saml-workbench.recorder');
const EVENT = 'saml-workbench.recorder';

/** In the devtools page: gives the recorder to the panel whose window the browser gave. May be repeated. */
export function handOver(panel: unknown, recorder: RecordingCore): void {
  if (!isWindow(panel)) throw new TypeError('The browser gave no window for the panel.');
  Reflect.set(panel, KEY, recorder);
  panel.dispatchEvent(new Event(EVENT));
}

/** In the panel: waits for the recorder. */
export function receiveRecorder(panel: Window): Promise<RecordingCore> {
  return new Promise((resolve) => {
    const take = () => {
      const recorder: unknown = Reflect.get(panel, KEY);
      if (isRecorder(recorder)) resolve(recorder);
    };
    panel.addEventListener(EVENT, take);
    take();
  });
}

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'dispatchEvent' in value;
}

/** Only our own devtools page has a reference to this window: its shape is checked against a half-loaded state, not an attack. */
function isRecorder(value: unknown): value is RecordingCore {
  return typeof value === 'object' && value !== null && 'subscribe' in value;
}
