import type { CheckCode, FlowCheckCode } from './check-codes.ts';

/** What is found by no check: of what cannot be read, of what a receiver or a gate does, of what is left over. */
type UncheckedCode =
  | 'message-unreadable'
  | 'message-outside-flow'
  | 'receiver-refused'
  | 'gate-refusal'
  | 'gate-not-known'
  | 'second-reader'
  | 'second-opinion'
  | 'user-unreadable';

/** Every code that a finding can have. */
export type FindingCode = CheckCode | FlowCheckCode | UncheckedCode;
