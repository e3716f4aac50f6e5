import type { Clock } from '#shared/base/clock.ts';

/** What the command touches outside itself; passed in, so that tests can run it without a process. */
export interface CliIo {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes one line to standard error. */
  err(line: string): void;
  /** Shows a line on standard error that the next one replaces, null takes it away. Nothing where that is no terminal. */
  progress(line: string | null): void;
  /** Standard input, in pieces as they come. */
  stdin(): AsyncIterable<Uint8Array>;
  readonly colour: boolean;
  /** How the user has called the command, such as `saml-workbench`. */
  readonly command: string;
  readonly now: Clock;
}

/** 0: all is well; 1: errors were found, or the message is refused; 2: something could not be read. */
export type ExitStatus = 0 | 1 | 2;
