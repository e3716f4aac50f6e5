/** An X.509 certificate, read (RFC 5280). Times are milliseconds since the epoch, fingerprints lower-case hex without colons. */
export interface Certificate {
  readonly der: Uint8Array<ArrayBuffer>;
  /** RFC 4514 order as written in the certificate: `CN=idp, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Hex. */
  readonly serialNumber: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyType: 'RSA' | 'EC' | 'unknown';
  /** RSA modulus or curve size in bits; 0 when unknown. */
  readonly keyBits: number;
  /** `P-256`, `P-384` or `P-521` for EC keys. */
  readonly curve: string | null;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly sha1: string;
  readonly sha256: string;
}
