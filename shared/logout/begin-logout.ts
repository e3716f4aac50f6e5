import type { IdpPart, IdpState, Logout } from './logout.ts';

/** How an identity provider can be asked for a logout, by its metadata and the connection's mode. */
export interface LogoutOffers {
  /** By redirect or POST. */
  readonly browser: boolean;
  readonly soap: boolean;
  /** It names an address for logout, though perhaps none that may be used. */
  readonly any: boolean;
}

/** Of whom the sessions are that end together: one user as one identity provider knows them. */
export interface LogoutSubject extends Pick<Logout, 'id' | 'reference' | 'connection' | 'user' | 'begun' | 'at'> {
  /** Null: none has a part in these sessions. */
  readonly idp: (Pick<IdpPart, 'entityId' | 'nameId' | 'sessionIndexes'> & { readonly offers: LogoutOffers }) | null;
  readonly mode: 'qlik' | 'saml2int';
}

/**
 * So long a browser has to come and carry the question where one may have the session open: it is told within a second.
 * Where the user has asked for the logout it is there already.
 */
const BROWSER_COMES = 8_000;

/** A logout as it begins: `sessions` end in the same moment. */
export function beginLogout(subject: LogoutSubject, sessions: readonly string[]): Logout {
  const { id, reference, connection, user, begun, at, idp } = subject;
  return {
    ...{ id, reference, connection, user, begun, at },
    sessions: [...sessions],
    idp:
      idp === null
        ? null
        : {
            ...{ entityId: idp.entityId, nameId: idp.nameId, sessionIndexes: [...idp.sessionIndexes] },
            offers: { browser: idp.offers.browser, soap: idp.offers.soap },
            state: firstState(subject, idp),
            crossedAt: null,
            refused: [],
          },
  };
}

function firstState({ begun, at, mode }: LogoutSubject, idp: NonNullable<LogoutSubject['idp']>): IdpState {
  const notAsked = (reason: Extract<IdpState, { is: 'not-asked' }>['reason']): IdpState => {
    return { is: 'not-asked', at, reason };
  };
  if (begun.by === 'idp') return { is: 'asked-us', at, codes: [] };
  // Of many sessions one is too many, and its user is at another: nobody wants to be logged out there.
  if (begun.by === 'session-limit') return notAsked('session-limit');
  if (idp.nameId === null) return notAsked('no-name-id');
  const { browser, soap, any } = idp.offers;
  if (!browser && !soap) return notAsked(any ? 'no-redirect' : 'no-endpoint');
  // SDP-SP35
  if (begun.by === 'timeout' && begun.limit === 'idle' && mode === 'saml2int') return notAsked('idle-in-saml2int');
  if (browser) return { is: 'to-ask', through: 'browser', until: at + BROWSER_COMES, tries: 0 };
  return { is: 'to-ask', through: 'soap', until: at, tries: 0 };
}
