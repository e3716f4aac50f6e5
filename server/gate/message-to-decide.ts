import type { Connection } from '#shared/saml/connection/connection.ts';
import type { SecondReader } from './second-reader.ts';

/** One message at the gate. */
export interface MessageToDecide {
  /**
   * `form`: the body of a form as it arrived; `post`: the value of its SAMLResponse alone, unescaped; `redirect`: the query string exactly as it arrived, without `?`;
   * `soap`: the text of the body, an Envelope.
   */
  readonly raw: string;
  readonly binding: 'form' | 'post' | 'redirect' | 'soap';
  /** Bytes that deflated data may grow to; left out: `LIMITS.inflatedBytes`. */
  readonly inflatedBytes?: number;
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
