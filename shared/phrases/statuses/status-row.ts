import type { Phrase } from '../engine/phrase.ts';

/**
 * Where a message was sent: to the SP's ACS URL, its logout address, or to the identity provider; `landing`: a page to which the
 * browser was led after the answer; `page`: one of the identity provider's own, which carries no message; `other`: a host on
 * the way that is neither side's by what was recorded.
 */
export type StatusPlace = 'acs' | 'logout' | 'idp' | 'landing' | 'page' | 'other';

/**
 * What else has to be seen: `in-front`, that what answered names itself as something that stands before servers; `allow`,
 * that it names the methods that it takes, and this was none; `no-cookie`, that the browser sent none; `named`, that the side
 * that answers so had named this very address itself; `posted` and `got`, by which method it was asked.
 */
export type StatusWhen = 'in-front' | 'allow' | 'no-cookie' | 'named' | 'posted' | 'got';

/** What a status of HTTP means, where nothing else is said. */
export interface StatusRow extends Pick<Phrase, 'topic' | 'means' | 'fix'> {
  readonly status: number;
  /** Always, unless given; what asks for more comes before what does not. */
  readonly when?: StatusWhen;
  /** The status is used for this mostly, and does not say it. */
  readonly suggests?: true;
  /** `receiver`: the side that the message was sent to; of a host that is neither's, whoever runs the network. */
  readonly owner: Phrase['owner'] | 'receiver';
}
