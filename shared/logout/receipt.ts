import * as v from 'valibot';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { type IdpPart, type Logout, NOT_ASKED, UNANSWERED } from './logout.ts';

/**
 * Whether the old session still opens anything at a participant, as far as anybody can know. `closed` and `open` are
 * what was tried; `said-…` is what the participant says; the rest says why nobody knows.
 */
export const OPENS = [
  'closed',
  'open',
  'said-closed',
  'said-partly',
  'said-open',
  'said-unknown',
  'waiting',
  'no-answer',
  'not-asked',
  'unknown',
] as const;

/** Whether the old session still opens anything at a participant. */
export type Opens = (typeof OPENS)[number];

const text = v.string();
const timeOrNull = v.nullable(v.number());

const PART = v.object({
  who: v.picklist(['companion', 'idp', 'others']),
  /** Entity ID; null: others, whose names only the identity provider knows. */
  name: v.nullable(text),
  /** How it was asked: `itself` ended its own sessions, or began the logout; `idp`: by the identity provider, or not. */
  asked: v.picklist(['itself', 'redirect', 'post', 'soap', 'idp', 'not']),
  askedAt: timeOrNull,
  /** Why it was not asked. */
  notAsked: v.nullable(v.picklist(NOT_ASKED)),
  /** Status codes of its answer, the outermost first, its own words, and when it came. */
  answer: v.nullable(v.object({ at: v.number(), codes: v.array(text), message: v.nullable(text) })),
  /** Why there is no answer. */
  unanswered: v.nullable(v.picklist(UNANSWERED)),
  /** Code of the error, or of the finding for which an answer was refused; empty: there is none. */
  detail: text,
  opens: v.picklist(OPENS),
});

/** One participant on a receipt. */
export type ReceiptPart = v.InferOutput<typeof PART>;

/** What is known of a logout at each participant, at a certain moment. */
export const RECEIPT = v.object({
  version: v.literal(1),
  reference: text,
  /** Prefix. */
  connection: text,
  /** `DIRECTORY\user` */
  user: text,
  begun: v.picklist(['user', 'timeout', 'administrator', 'idp', 'session-limit']),
  /** Of a timeout which limit it was; else null. */
  limit: v.nullable(v.picklist(['idle', 'lifetime', 'idp'])),
  /** Milliseconds since the epoch. */
  at: v.number(),
  /** When this was found to be so. */
  asOf: v.number(),
  /** Sessions that ended here. */
  sessions: v.number(),
  /**
   * True only where each part is closed as far as anybody can say: tried here, and elsewhere by the identity provider's
   * word. Nobody here has seen more than that.
   */
  confirmed: v.boolean(),
  parts: v.array(PART),
});

/** What is known of a logout at each participant. */
export type Receipt = v.InferOutput<typeof RECEIPT>;

/** What was tried just now. */
export interface Tried {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How many of the logout's own sessions still open something. */
  readonly open: number;
}

/**
 * The receipt of a logout.
 * @param companion entity ID of the SP
 */
export function receiptOf(logout: Logout, companion: string, tried: Tried): Receipt {
  const { reference, connection, user, begun, at, idp } = logout;
  const own = ownPart(logout, companion, tried);
  const parts = idp === null ? [own] : [own, idpPart(idp), otherPart(idp)];
  return {
    version: 1,
    ...{ reference, connection, user, at },
    begun: begun.by,
    limit: begun.by === 'timeout' ? begun.limit : null,
    asOf: tried.at,
    sessions: logout.sessions.length,
    confirmed: parts.every(({ opens }) => opens === 'closed' || opens === 'said-closed'),
    parts,
  };
}

const NOTHING = { askedAt: null, notAsked: null, answer: null, unanswered: null, detail: '' } as const;

function ownPart({ at }: Logout, name: string, { open }: Tried): ReceiptPart {
  return {
    ...NOTHING,
    ...{ who: 'companion', name, asked: 'itself', askedAt: at },
    opens: open === 0 ? 'closed' : 'open',
  };
}

function idpPart(idp: IdpPart): ReceiptPart {
  const { state } = idp;
  const head = { ...NOTHING, who: 'idp', name: idp.entityId } as const;
  switch (state.is) {
    case 'to-ask':
      return { ...head, asked: 'not', opens: 'waiting' };
    case 'not-asked':
      return { ...head, asked: 'not', notAsked: state.reason, opens: 'not-asked' };
    case 'asked-us':
      return { ...head, asked: 'itself', askedAt: state.at, opens: 'said-closed' };
    case 'asked':
      return { ...head, asked: state.by, askedAt: state.askedAt, opens: opensMeanwhile(idp, 'waiting') };
    case 'unanswered': {
      const { by, askedAt, reason, detail } = state;
      const opens = opensMeanwhile(idp, 'no-answer');
      return { ...head, asked: by, askedAt, unanswered: reason, detail, opens };
    }
    case 'answered': {
      const { by, askedAt, at, codes, message } = state;
      const opens = opensAfter(codes);
      return { ...head, asked: by, askedAt, answer: { at, codes, message }, opens };
    }
  }
}

/** Whoever asks us to end a session says that it ends. */
function opensMeanwhile({ crossedAt }: IdpPart, otherwise: Opens): Opens {
  return crossedAt === null ? otherwise : 'said-closed';
}

/** saml-core 3.2.2.2: PartialLogout is a second-level code; some products send it as the first. */
function opensAfter(codes: readonly string[]): Opens {
  if (codes.includes(STATUS_CODE.partialLogout)) return 'said-closed';
  if (codes[0] === STATUS_CODE.success) return 'said-closed';
  return codes.includes(STATUS_CODE.unknownPrincipal) ? 'said-unknown' : 'said-open';
}

/** Other service providers: only the identity provider knows who they are (saml-core 3.7.3.2). */
function otherPart(idp: IdpPart): ReceiptPart {
  const head = { ...NOTHING, who: 'others', name: null } as const;
  const { state } = idp;
  if (state.is === 'not-asked') return { ...head, asked: 'not', notAsked: state.reason, opens: 'not-asked' };
  if (state.is === 'to-ask') return { ...head, asked: 'not', opens: 'waiting' };
  if (state.is === 'asked') return { ...head, asked: 'idp', opens: 'waiting' };
  if (state.is !== 'answered') return { ...head, asked: 'idp', opens: 'unknown' };
  if (state.codes.includes(STATUS_CODE.partialLogout)) return { ...head, asked: 'idp', opens: 'said-partly' };
  const isSuccess = state.codes[0] === STATUS_CODE.success;
  return { ...head, asked: 'idp', opens: isSuccess ? 'said-closed' : 'unknown' };
}
