import type { Connection } from '#shared/saml/connection.ts';
import type { MessageParameter } from './read-incoming.ts';
import type { SecondReader } from './second-reader.ts';

/** One message at the gate. */
export interface MessageToDecide {
  /**
   * `post`: the value of the parameter, unescaped; `redirect`: the query string exactly as it arrived, without `?`;
   * `soap`: the text of the body, an Envelope.
   */
  readonly raw: string;
  readonly binding: 'post' | 'redirect' | 'soap';
  /** `post` only: what else the form said of it; left out: it was SAMLResponse, without RelayState. */
  readonly parameter?: Pick<MessageParameter, 'name' | 'relayState'>;
  readonly connection: Connection;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /**
   * The request that may be answered: its ID; null: none is waiting, only an unsolicited response can pass;
   * left out: nobody knows, and whatever InResponseTo says is let through. A function is asked with what
   * InResponseTo says, and tells whether such a request is waiting.
   */
  readonly requestId?: string | null | ((inResponseTo: string) => Promise<boolean>);
  /**
   * Tells whether the assertion of this ID and issuer was accepted before. It is asked once our own checks have passed
   * and before anything costly: a replay never reaches the second reader. Left out: nobody knows. Who accepts still has
   * to mark it as used in one step, for two may ask at the same moment.
   */
  readonly isUsed?: (assertionId: string, issuer: string) => Promise<boolean>;
  /** Makes the second reading; left out: here and now, however long it takes. */
  readonly readSecond?: SecondReader;
}
