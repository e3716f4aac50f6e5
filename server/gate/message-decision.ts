import type { MappedLogin } from '#shared/gate/map-login.ts';
import type { SessionNameId } from '#shared/gate/session-name-id.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';
import type { DecidedMessage } from './decided-message.ts';
import type { SoapEnvelope } from './soap-envelope.ts';

/** What the gate says of one message. Plain data throughout, so that it can come from another thread. */
export type MessageDecision = AcceptedMessage | RefusedMessage;

/** What was decided about. */
interface Decided {
  readonly message: DecidedMessage;
  /** Name of the parameter that it came in; null over SOAP. */
  readonly parameter: string | null;
  readonly relayState: string | null;
  /** The envelope that it came in; null where a browser brought it. */
  readonly envelope: SoapEnvelope | null;
  /** Everything that was found, the cause first. */
  readonly findings: readonly Finding[];
  /** What the attribute map makes of the assertion that a trusted signature covers, refused or not; null: there is none. */
  readonly mapping: AssertionMapping | null;
  /** ID of that assertion. */
  readonly assertionId: string | null;
}

/** A message that may be acted on. */
export type AcceptedMessage = AcceptedResponse | AcceptedLogout;

interface Accepted extends Decided {
  readonly verdict: 'accept';
  readonly reasons: readonly [];
}

/** A Response that logs somebody in. */
export interface AcceptedResponse extends Accepted {
  /** The session, as `validate` prints it. */
  readonly session: DecidedSession;
  /** The same with everything that the server keeps. */
  readonly login: AcceptedLogin;
  /** When the assertion may be forgotten, in milliseconds since the epoch: then it has expired by itself. */
  readonly replayUntil: number;
}

/** A LogoutRequest or a LogoutResponse. */
interface AcceptedLogout extends Accepted {
  readonly session: null;
  readonly login: null;
}

/** A message of which nothing may be acted on. */
export interface RefusedMessage extends Decided {
  readonly verdict: 'reject';
  /** The findings that refuse, the cause first; never empty. */
  readonly reasons: readonly Finding[];
  readonly session: null;
  readonly login: null;
}

/** A login as the gate gives it: whose connection it is, and whether anybody asked, is the caller's to say. */
export interface AcceptedLogin extends MappedLogin {
  /** Milliseconds since the epoch. */
  readonly loggedInAt: number;
}

/** Who would be logged in, and as what. */
export interface DecidedSession {
  readonly userId: string;
  readonly userDirectory: string;
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  /** Mapped values by name, in order; own properties, whatever their names. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}
