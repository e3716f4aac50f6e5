import { decodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readCertificateFields } from '#shared/crypto/read-certificate.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { descendants, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** What a sender may write of the key that it encrypted for, the most telling first (xmldsig-core1 4.5). */
const TELLING = ['X509Certificate', 'X509SubjectName', 'X509IssuerName', 'KeyName', 'X509SKI'] as const;
const PREFIX: Readonly<Record<string, string>> = {
  KeyName: 'the key named ',
  X509IssuerName: 'a certificate issued by ',
  X509SKI: 'the key with the identifier ',
};

/** For whom something is encrypted, as far as its KeyInfo tells: a certificate by subject, serial number and end, or a name. */
export function receiverOf(encrypted: XmlElement): string {
  const parts = [...descendants(encrypted)];
  for (const name of TELLING) {
    const found = parts.find((each) => isElement(each, NAMESPACE.signature, name));
    if (found === undefined) continue;
    const text = textOf(found).trim();
    return name === 'X509Certificate' ? certificateName(text) : `${PREFIX[name] ?? ''}${text.slice(0, 120)}`;
  }
  return 'a key that it does not name';
}

/** A certificate in base64 for people: `CN=sp (serial number 1a2b…, until 2027-01-01)`. */
export function certificateName(base64: string): string {
  try {
    const { subject, serialNumber, notAfter } = readCertificateFields(decodeBase64(base64).bytes);
    return `${subject} (serial number ${shortened(serialNumber)}, until ${new Date(notAfter).toISOString().slice(0, 10)})`;
  } catch (error) {
    if (error instanceof WorkbenchError) return 'a certificate that cannot be read';
    throw error;
  }
}

function shortened(text: string): string {
  return text.length > 16 ? `${text.slice(0, 16)}…` : text;
}
