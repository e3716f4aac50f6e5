/**
 * What bounds an input and the work on it. Each is applied before the work that it bounds is done. Bytes and characters
 * are plain counts.
 *
 * What else there is:
 * - `MAX_…` at the head of a file bounds one detail that this file alone reads (digits of a time, levels of a status)
 *   or how much of a list is told; nothing is refused for the latter.
 * - The server adds what arrives over HTTP: heads and times in `server/web/listen.ts`, connections and waiting requests in
 *   `server/web/request-turns.ts`, all bodies together
 *   in `server/web/read-body.ts`, one body by the connection's `bodyLimits` (`server/config/schema.ts`), what the store
 *   holds in `server/store/limits.ts`, threads and turns in `server/threads/thread-pool.ts` and
 *   `server/gate/decide-incoming.ts`, what the test identity
 *   provider takes in `server/idp/receive-message.ts`, lines of the log in `server/log/bounded-notes.ts`.
 * - The extension adds how much of one file a page holds, and reads on from there: `extension/reading/message-bound.ts`.
 * - Times that a message may claim are no bounds of this kind: they are settings of a connection.
 */
export const LIMITS = {
  /** A whole file given to the inspector (HAR, trace, page), in bytes. */
  inputBytes: 256 * 1024 * 1024,
  /** One entry of a HAR that is read as it arrives, in characters; the file may be of any size. */
  harEntryChars: 128 * 1024 * 1024,
  /** One encoded parameter value, in characters. */
  parameterChars: 16 * 1024 * 1024,
  /** Messages in one text that is no recording: of a longer log the first ones are read. */
  pastedMessages: 500,
  /** What one deflated value may grow to, in bytes. */
  inflatedBytes: 8 * 1024 * 1024,
  /** From this many bytes on, deflated data that grows more than `bombRatio`-fold is a bomb; XML of a real product stays under 60. */
  bombBytes: 128 * 1024,
  bombRatio: 200,
  /** One artifact, in characters: it is twice 20 bytes, and four or two before them. */
  artifactChars: 4096,
  /** One XML document, in characters. */
  xmlChars: 16 * 1024 * 1024,
  /** A document that is parsed piece by piece, such as the metadata of a federation, in characters. */
  splitChars: 128 * 1024 * 1024,
  /** Levels of nesting; the deepest real message seen has 24. */
  xmlDepth: 200,
  /** Elements, texts, comments and CDATA sections of one document. */
  xmlNodes: 2_000_000,
  /** Attributes of one element, namespace declarations included. */
  xmlAttributes: 256,
  /** Signatures of one document that are verified; more are reported unverified. */
  signatures: 64,
  /** How many times over the signatures of one document may cover its text; assertion, response and envelope make three. */
  signedTimes: 4,
  /** One certificate in base64, in characters; the largest real ones have some 10,000. */
  certificateChars: 256 * 1024,
  /** Certificates of one KeyInfo that are looked at: a chain has three or four. */
  embeddedCertificates: 8,
  /** RSA keys beyond these make one verification cost many: nobody signs SAML with them (OpenSSL has the same bounds). */
  rsaBits: 16_384,
  rsaExponentBits: 64,
  /**
   * What is given to the second reader of the gate: all of it signed. A login with 2,000 groups has 300,000 characters
   * and 4,000 tags; node-saml's time grows with the square of the tags: here it is 15 seconds of processor time, 25 at worst.
   */
  secondReadingChars: 4 * 1024 * 1024,
  secondReadingTags: 42_000,
  /** Encrypted parts of one document that are opened; each costs an RSA operation for each key. */
  encryptedParts: 32,
  /** EncryptedKeys of one part that are tried: a message is for one receiver, seldom for a few. */
  encryptedKeys: 16,
  /** Encrypted parts inside one another: an assertion in a response, an identifier in the assertion. */
  encryptionLayers: 3,
  /** Tokens of one WS-Federation answer that are read; real ones have one, rarely two. */
  securityTokens: 16,
  /** A signed element whose digest is wrong is looked at for harmless changes up to this size, in bytes. */
  explainedBytes: 512 * 1024,
  /** RelayState, in bytes (saml-bindings 3.4.3). */
  relayStateBytes: 80,
  /** The condition of one rule, in characters. */
  ruleChars: 64 * 1024,
  /** Levels of nesting in a condition. */
  ruleDepth: 100,
  /** HasPrivilege questions that one decision may lead to, those asked by other rules included. */
  rulePrivilegeQuestions: 1000,
  /** An access table: its text in characters, its rows and its columns. */
  accessTableChars: 16 * 1024 * 1024,
  accessTableRows: 200_000,
  accessTableColumns: 64,
  /** Exchanges that carry SAML and that a recorder holds; beyond, the oldest quarter goes. */
  recordedExchanges: 10_000,
  /** Characters of all of these together. */
  recordedChars: 96 * 1024 * 1024,
  /** Exchanges without SAML held beside them (redirects, pages, errors): the neighbours of a flow. */
  recordedNeighbours: 2_000,
  /** Characters of all neighbours together. */
  recordedNeighbourChars: 16 * 1024 * 1024,
  /** The text of one recorded response, in characters. */
  recordedResponseChars: 2 * 1024 * 1024,
  /** Requests on their way at the same time that the background follows. */
  openRequests: 1_000,
  /** Exchanges that the background holds for a panel that has not fetched them yet. */
  undeliveredExchanges: 500,
  /** Characters of all of these together, as JSON: browsers allow 10 MB of session memory. */
  undeliveredChars: 5 * 1024 * 1024,
  /** A body that the background mirrors into session memory, in characters. */
  mirroredBodyChars: 512 * 1024,
  /** Different values that one redaction replaces. */
  redactedValues: 4_000_000,
} as const;
