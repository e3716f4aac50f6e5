import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { printPem } from '#shared/crypto/pem.ts';
import { der, derOid, derTime } from './write-der.ts';

const RSA_SHA256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const RSA_2048 = { ...RSA_SHA256, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
const DAY = 24 * 60 * 60 * 1000;

/** What a self-signed certificate is made of. */
export interface SelfSignedOptions {
  /** Subject and issuer are `CN=` this. */
  readonly commonName: string;
  /** How long it is valid, counted from `now`. */
  readonly days: number;
  /** Milliseconds since the epoch. It is valid from a day before, for clocks that run late. */
  readonly now: number;
  /** Up to 20 octets, the first below 0x80; 16 random ones unless given. */
  readonly serial?: Uint8Array;
}

/**
 * Makes an RSA key of 2048 bits and a self-signed certificate for it (RFC 5280, version 3, signed with
 * SHA-256), for signing and for decrypting. The private key is PKCS#8, unencrypted: write it where only
 * the server can read it.
 */
export async function makeSelfSigned(
  options: SelfSignedOptions,
): Promise<{ privateKeyPem: string; certificatePem: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(RSA_2048, true, ['sign', 'verify']);
  const [pkcs8, spki] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', privateKey),
    crypto.subtle.exportKey('spki', publicKey),
  ]);
  const content = toBeSigned(options, new Uint8Array(spki));
  const signature = new Uint8Array(await crypto.subtle.sign(RSA_SHA256, privateKey, content));
  const certificate = der(0x30, content, sha256WithRsa(), bitString(signature));
  return {
    privateKeyPem: printPem('PRIVATE KEY', encodeBase64(new Uint8Array(pkcs8))),
    certificatePem: printPem('CERTIFICATE', encodeBase64(certificate)),
  };
}

/** RFC 5280 4.1.2 */
function toBeSigned({ commonName, days, now, serial }: SelfSignedOptions, spki: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = nameOf(commonName);
  return der(
    0x30,
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, serial ?? randomSerial()),
    sha256WithRsa(),
    name,
    der(0x30, derTime(now - DAY), derTime(now + days * DAY)),
    name,
    spki,
    der(0xa3, der(0x30, notAnAuthority(), keyUsage())),
  );
}

function nameOf(commonName: string): Uint8Array {
  return der(0x30, der(0x31, der(0x30, derOid('2.5.4.3'), der(0x0c, encodeUtf8(commonName)))));
}

/** sha256WithRSAEncryption (RFC 4055 5) */
function sha256WithRsa(): Uint8Array {
  return der(0x30, derOid('1.2.840.113549.1.1.11'), der(0x05));
}

/** basicConstraints, critical, cA absent: FALSE (RFC 5280 4.2.1.9). */
function notAnAuthority(): Uint8Array {
  return der(0x30, derOid('2.5.29.19'), critical(), der(0x04, der(0x30)));
}

/** keyUsage, critical: digitalSignature and keyEncipherment (RFC 5280 4.2.1.3). */
function keyUsage(): Uint8Array {
  return der(0x30, derOid('2.5.29.15'), critical(), der(0x04, der(0x03, Uint8Array.of(5, 0b1010_0000))));
}

function critical(): Uint8Array {
  return der(0x01, Uint8Array.of(0xff));
}

function bitString(octets: Uint8Array): Uint8Array {
  return der(0x03, Uint8Array.of(0), octets);
}

/** Positive and of fixed length: the first octet is from 0x40 to 0x7f. */
function randomSerial(): Uint8Array {
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  return serial;
}
