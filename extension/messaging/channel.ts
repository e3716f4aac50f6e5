/**
 * A two-way line between two parts of the extension. What arrives is `unknown`: whoever listens reads it with a schema.
 * The real ones are runtime ports (`extension/browser.ts`); tests use a pair in memory.
 */
export interface Channel {
  /** Sends plain data. Silently does nothing once the line is closed: `onClose` has told of it. */
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  /** Called once, when the other side went away (a worker's death included), not when `close` was called here. */
  onClose(listener: () => void): void;
  close(): void;
}
