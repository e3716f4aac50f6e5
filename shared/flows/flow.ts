import type { ClockOffset } from '#shared/flows/clock-offset.ts';
import type { CookieReason } from '#shared/http/cookies.ts';
import type { Finding } from '#shared/inspection/finding.ts';

/** The messages of one login or logout, joined by ID and InResponseTo; by artifact or by `wctx` where there are none. */
export interface Flow {
  /** Stable while the trace grows. */
  readonly id: string;
  readonly kind: 'login' | 'logout';
  readonly protocol: 'saml' | 'ws-federation';
  readonly outcome: 'succeeded' | 'failed' | 'incomplete';
  readonly initiator: 'sp' | 'idp';
  /** Indexes into `Report.messages`, in order of time. */
  readonly messages: readonly number[];
  /** The first finding that explains a failure. */
  readonly cause: Finding | null;
  /** Of the exchanges that carry its messages, in milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The time line: every exchange that belongs to it, in order. */
  readonly steps: readonly FlowStep[];
  readonly participants: readonly Participant[];
  /** How the clocks of both sides differ from the browser's; null where nothing tells. */
  readonly clocks: { readonly idp: ClockOffset | null; readonly sp: ClockOffset | null };
  readonly cookies: readonly FlowCookie[];
  /** What is found of the flow as such, and of its exchanges; what is found of its messages stands with them. */
  readonly findings: readonly Finding[];
}

/**
 * The part of something in a flow: `request` asks, `response` ends the flow; `artifact` stands for a message,
 * `resolve` asks for it and `resolved` brings it (saml-profiles 5).
 */
export type FlowRole = 'request' | 'response' | 'artifact' | 'resolve' | 'resolved';

/** What an exchange does in a flow: `begin` sends the browser off, `landing` is where it came to in the end. */
export type StepRole = 'begin' | FlowRole | 'page' | 'landing';

/** One exchange of a flow. Times are milliseconds. */
export interface FlowStep {
  readonly role: StepRole;
  /** `Exchange.id` */
  readonly exchange: string;
  /** Index of the message that it carried; null where it carried none. */
  readonly message: number | null;
  readonly method: string;
  /** Without query. */
  readonly url: string;
  readonly host: string;
  /** Null while pending, or when no response came. */
  readonly status: number | null;
  readonly error: string | null;
  readonly startedAt: number | null;
  readonly duration: number | null;
  /** From the beginning of this step to that of the next one; null for the last, and where times are missing. */
  readonly latency: number | null;
}

/** Somebody who takes part in a flow. */
export interface Participant {
  /** `other`: a host on the way that belongs to neither, such as home realm discovery or a second factor. */
  readonly role: 'sp' | 'idp' | 'other';
  readonly entityId: string | null;
  readonly hosts: readonly string[];
}

/** A cookie of the service provider while a flow ran. */
export interface FlowCookie {
  readonly name: string;
  readonly host: string;
  /** Id of the exchange that set it; null where it was there before. */
  readonly setBy: string | null;
  readonly bytes: number | null;
  readonly sameSite: 'strict' | 'lax' | 'none' | null;
  readonly secure: boolean | null;
  /** Ids of the exchanges that sent it. */
  readonly sentBy: readonly string[];
  /** The exchanges that should have sent it, and why they did not. */
  readonly missing: readonly { readonly exchange: string; readonly reason: CookieReason }[];
}
