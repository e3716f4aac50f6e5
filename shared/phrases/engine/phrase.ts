/** What somebody who says no may speak of. */
export type Topic =
  | 'signature-missing'
  | 'signature-key'
  | 'signature-invalid'
  | 'algorithm'
  | 'certificate-expired'
  | 'audience'
  | 'destination'
  | 'time-not-yet'
  | 'time-expired'
  | 'authn-too-old'
  | 'in-response-to'
  | 'unsolicited'
  | 'replay'
  | 'issuer-unknown'
  | 'sp-unknown'
  | 'acs-unknown'
  | 'user-not-provisioned'
  | 'user-not-assigned'
  | 'attribute-missing'
  | 'role'
  | 'nameid-missing'
  | 'nameid-policy'
  | 'authn-context'
  | 'no-passive'
  | 'status'
  | 'encryption'
  | 'encryption-missing'
  | 'several-assertions'
  | 'schema'
  | 'parse'
  | 'message-missing'
  | 'csrf'
  | 'other-login'
  | 'state'
  | 'cookie'
  | 'relay-state'
  | 'logout'
  | 'mfa'
  | 'user-cancelled'
  | 'password'
  | 'account-disabled'
  | 'policy'
  | 'device'
  | 'kerberos'
  | 'client-certificate'
  | 'request-malformed'
  | 'binding'
  | 'metadata'
  | 'configuration'
  | 'size'
  | 'method'
  | 'media-type'
  | 'firewall'
  | 'rate'
  | 'unreachable'
  | 'temporary'
  | 'internal';

/**
 * What a product says when it turns a message or a user away, and what is meant by it. Plain data; `means` and `fix` are
 * sentences for people.
 */
export interface Phrase {
  /**
   * The words, in their order; capitals, punctuation and spaces do not count. `{}` stands for what differs each time, of at
   * most `GAP` words. Unique within the book.
   */
  readonly says: string;
  /** The product or library that says it, as people call it. */
  readonly product: string;
  readonly topic: Topic;
  /** Who must act. */
  readonly owner: 'idp' | 'sp' | 'network' | 'browser' | 'user' | 'publisher';
  readonly means: string;
  /** What to change, and where: by the setting's own name. */
  readonly fix: string;
  /** Where it stands in public: documentation, or the source. */
  readonly source: string;
}

type Row = Omit<Phrase, 'product' | 'source'> & Partial<Pick<Phrase, 'product' | 'source'>>;

/** The phrases of one product; each may name another source than the product's, and another product of the same family. */
export function definePhrases(of: Pick<Phrase, 'product' | 'source'>, rows: readonly Row[]): readonly Phrase[] {
  return rows.map((row) => ({ ...of, ...row }));
}
