import type { ClockOffset } from '#shared/flows/clock-offset.ts';
import type { CookieReason } from '#shared/http/cookies.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Confidence, Owner } from '#shared/inspection/owner.ts';
import type { FlowEvidence } from './evidence.ts';
import type { NextStep } from './next-step.ts';

/** The messages of one login or logout, joined by ID and InResponseTo; by artifact or by `wctx` where there are none. */
export interface Flow {
  /** Stable while the trace grows. */
  readonly id: string;
  readonly kind: 'login' | 'logout';
  readonly protocol: 'saml' | 'ws-federation';
  /**
   * `succeeded`: its end was seen (a session, a logout that was answered); `refused`: a side said no; `broken-off`:
   * something kept it from going on; `unknown`: nothing recorded tells.
   */
  readonly outcome: 'succeeded' | 'refused' | 'broken-off' | 'unknown';
  /** What shows that. */
  readonly evidence: readonly FlowEvidence[];
  /** How sure the cause is, where there is one; else how sure the outcome. */
  readonly confidence: Confidence;
  /** Who must act; null where nobody has to, or nobody can tell. */
  readonly owner: Owner | null;
  /** Codes of what may have caused it, the likeliest first; `cause` is the first of them. */
  readonly candidates: readonly FindingCode[];
  /** What to get where too little is known; null where enough is. */
  readonly next: NextStep | null;
  readonly initiator: 'sp' | 'idp';
  /** Indexes into `Report.messages`, in order of time. */
  readonly messages: readonly number[];
  /** The finding that explains why it did not succeed. */
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
