/** A key that messages are signed with. */
export interface SigningKey {
  /** For RSA-SHA256. */
  readonly privateKey: CryptoKey;
  /** DER in base64, for KeyInfo; null: none is configured. */
  readonly certificate: string | null;
}
