import type { CarriedBySoap, IdpPart, IdpState, Logout } from './logout.ts';

/**
 * The machine of a logout.
 *
 * A logout is written down in the one step in which its sessions end: there is no state in which somebody could be told
 * that a session has ended which has not. What is open from then on is the identity provider alone:
 *
 *     state        event          next           who moves it
 *     -----------  -------------  -------------  ------------------------------------------------------------
 *     to-ask       sent           asked          the browser that came to carry it; by SOAP any companion
 *     to-ask       cannot-ask     not-asked      any companion: the connection or its address is gone
 *     to-ask       time           to-ask, SOAP   the clock: no browser came, and the IdP takes SOAP
 *     to-ask       time           not-asked      the clock: no browser came, and it does not
 *     to-ask       idp-asked      asked-us       the IdP: it ends its session by itself
 *     not-asked    sent           asked          a browser that came after all, where none had come in time
 *     asked        answered       answered       the IdP, by a signed answer to this very request
 *     asked        answer-refused asked          whoever sent what is no such answer; it is noted
 *     asked, SOAP  answer-refused unanswered     the IdP: what it answered on its own line is no answer
 *     asked, SOAP  unreachable    unanswered     the network
 *     asked        idp-asked      asked          the IdP: its request crossed ours; it is noted
 *     asked        time           unanswered     the clock
 *     asked, SOAP  time           to-ask, SOAP   the clock: whoever asked has died; another companion asks again
 *     unanswered   answered       answered       the IdP, late: late news is news
 *     unanswered   idp-asked      unanswered     the IdP; it is noted
 *     asked-us     idp-asked      asked-us       any companion: what it answered is noted, once
 *
 * In each state what went over the back channel is noted (`carried`). Everything else changes nothing: an answer that comes twice, a second browser that comes to carry what was carried,
 * a late clock. Each state that waits has an end (`dueAt`), so nothing
 * waits for ever. What is kept is `Logout`, whole, with a revision: of two companions that move the same logout at once
 * one moves it, and the other looks again.
 */
export function step(logout: Logout, event: LogoutEvent): Logout | null {
  const { idp } = logout;
  const moved = idp === null ? null : move(idp, event);
  return moved === null ? null : { ...logout, idp: moved };
}

/** What may happen to a logout. Times in milliseconds since the epoch. */
export type LogoutEvent =
  /** A LogoutRequest is on its way; `until`: so long an answer is waited for. */
  | {
      readonly type: 'sent';
      readonly by: 'redirect' | 'post' | 'soap';
      readonly requestId: string;
      readonly at: number;
      readonly until: number;
    }
  /** The gate has accepted an answer. */
  | {
      readonly type: 'answered';
      readonly requestId: string;
      readonly at: number;
      readonly codes: readonly string[];
      readonly message: string | null;
    }
  /** The gate has refused what came as one, for the finding of this code. */
  | { readonly type: 'answer-refused'; readonly requestId: string; readonly at: number; readonly code: string }
  | { readonly type: 'unreachable'; readonly requestId: string; readonly at: number; readonly detail: string }
  | {
      readonly type: 'cannot-ask';
      readonly at: number;
      readonly reason: 'connection-gone' | 'no-endpoint' | 'no-redirect';
    }
  /** The gate has accepted a LogoutRequest of the IdP's that means these sessions; `codes` is our answer. */
  | { readonly type: 'idp-asked'; readonly at: number; readonly codes: readonly string[] }
  /** A question over the back channel is over, with an answer or without. */
  | { readonly type: 'carried'; readonly at: number; readonly exchange: CarriedBySoap }
  | { readonly type: 'time'; readonly at: number };

/** How often a question by SOAP is asked whose asker died. */
const TRIES = 3;

/** Answers that were refused and are remembered: anybody may send one. */
const MAX_REFUSED = 5;

/** Questions over the back channel that are kept: more is the same again. */
const MAX_CARRIED = 4;

/** Characters of one envelope that are kept: a signed message has some thousand. */
const MAX_ENVELOPE = 32 * 1024;

/** When the clock moves a logout on; null: nothing is waited for. */
export function dueAt({ idp }: Logout): number | null {
  if (idp === null) return null;
  const { state } = idp;
  return state.is === 'to-ask' || state.is === 'asked' ? state.until : null;
}

/** ID of the request that an answer would be taken for, also a late one; null: for none. */
export function awaitedRequest({ idp }: Logout): string | null {
  if (idp === null) return null;
  const { state } = idp;
  return state.is === 'asked' || state.is === 'unanswered' ? state.requestId : null;
}

function move(idp: IdpPart, event: LogoutEvent): IdpPart | null {
  if (event.type === 'carried') return noted(idp, event.exchange);
  const { state } = idp;
  switch (state.is) {
    case 'to-ask':
      return moveToAsk(idp, state, event);
    case 'asked':
      return moveAsked(idp, state, event);
    case 'unanswered':
      if (event.type === 'idp-asked') return crossed(idp, event.at);
      return event.type === 'answered' ? answered(idp, state, event) : null;
    case 'not-asked':
      return moveNotAsked(idp, state, event);
    case 'asked-us':
      if (event.type !== 'idp-asked' || state.codes.length > 0) return null;
      return inState(idp, { ...state, codes: [...event.codes] });
    default:
      return null;
  }
}

function noted(idp: IdpPart, exchange: CarriedBySoap): IdpPart | null {
  const carried = idp.carried ?? [];
  const isSame = ({ by, sent }: CarriedBySoap): boolean => by === exchange.by && sent === exchange.sent;
  // Who asks again gets the same answer.
  if (carried.length >= MAX_CARRIED || carried.some(isSame)) return null;
  const kept = (envelope: string | null) => (envelope === null || envelope.length > MAX_ENVELOPE ? null : envelope);
  return { ...idp, carried: [...carried, { ...exchange, sent: kept(exchange.sent), came: kept(exchange.came) }] };
}

/** Whoever opens the laptop in the morning still has the page of the session that ended at night. */
function moveNotAsked(idp: IdpPart, state: StateOf<'not-asked'>, event: LogoutEvent): IdpPart | null {
  if (event.type !== 'sent' || event.by === 'soap' || state.reason !== 'no-browser') return null;
  const { by, requestId, at, until } = event;
  return inState(idp, { is: 'asked', by, requestId, askedAt: at, until, tries: 0 });
}

function moveToAsk(idp: IdpPart, state: StateOf<'to-ask'>, event: LogoutEvent): IdpPart | null {
  switch (event.type) {
    case 'sent': {
      const { by, requestId, at, until } = event;
      // What a browser is to carry is not asked by SOAP meanwhile, nor the other way round.
      if ((by === 'soap') !== (state.through === 'soap')) return null;
      return inState(idp, { is: 'asked', by, requestId, askedAt: at, until, tries: state.tries });
    }
    case 'cannot-ask':
      return inState(idp, { is: 'not-asked', at: event.at, reason: event.reason });
    case 'idp-asked':
      return inState(idp, { is: 'asked-us', at: event.at, codes: [...event.codes] });
    case 'time':
      if (event.at < state.until || state.through === 'soap') return null;
      if (idp.offers.soap) return inState(idp, { is: 'to-ask', through: 'soap', until: event.at, tries: 0 });
      return inState(idp, { is: 'not-asked', at: event.at, reason: 'no-browser' });
    default:
      return null;
  }
}

function moveAsked(idp: IdpPart, state: StateOf<'asked'>, event: LogoutEvent): IdpPart | null {
  const isSoap = state.by === 'soap';
  switch (event.type) {
    case 'answered':
      return answered(idp, state, event);
    case 'answer-refused': {
      if (event.requestId !== state.requestId || idp.refused.length >= MAX_REFUSED) return null;
      const noted = { ...idp, refused: [...idp.refused, { at: event.at, code: event.code }] };
      return isSoap ? unanswered(noted, state, { at: event.at, reason: 'refused', detail: event.code }) : noted;
    }
    case 'unreachable': {
      if (!isSoap || event.requestId !== state.requestId) return null;
      return unanswered(idp, state, { at: event.at, reason: 'unreachable', detail: event.detail });
    }
    case 'idp-asked':
      return crossed(idp, event.at);
    case 'time': {
      if (event.at < state.until) return null;
      const tries = state.tries + 1;
      if (isSoap && tries < TRIES) return inState(idp, { is: 'to-ask', through: 'soap', until: event.at, tries });
      return unanswered(idp, state, { at: event.at, reason: 'time', detail: '' });
    }
    default:
      return null;
  }
}

type StateOf<Is extends IdpState['is']> = Extract<IdpState, { readonly is: Is }>;
type Question = Pick<StateOf<'asked'>, 'by' | 'requestId' | 'askedAt'>;

function inState(idp: IdpPart, state: IdpState): IdpPart {
  return { ...idp, state };
}

function crossed(idp: IdpPart, at: number): IdpPart | null {
  return idp.crossedAt === null ? { ...idp, crossedAt: at } : null;
}

function answered(idp: IdpPart, question: Question, event: LogoutEvent & { readonly type: 'answered' }) {
  const { by, requestId, askedAt } = question;
  if (event.requestId !== requestId) return null;
  const { at, codes, message } = event;
  return inState(idp, { is: 'answered', by, requestId, askedAt, at, codes: [...codes], message });
}

function unanswered(
  idp: IdpPart,
  { by, requestId, askedAt }: Question,
  why: Pick<StateOf<'unanswered'>, 'at' | 'reason' | 'detail'>,
): IdpPart {
  return inState(idp, { is: 'unanswered', by, requestId, askedAt, ...why });
}
