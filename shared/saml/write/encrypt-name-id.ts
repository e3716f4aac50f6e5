import type { Certificate } from '#shared/crypto/certificate.ts';
import { encryptElement } from '#shared/crypto/encryption/encrypt.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { writeElement } from './write-element.ts';

/** Whose key the NameID of a message is encrypted for. */
export interface NameIdReceiver {
  readonly certificate: Certificate;
  readonly entityId: string;
}

/** What everybody opens who opens anything that is not known to be weak. */
const METHODS = {
  content: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  transport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
};

/**
 * Puts the NameID of a LogoutRequest into an EncryptedID (saml-core 2.2.4, 3.7.1). Sign it afterwards.
 * @throws WorkbenchError as `encryptElement` and `parseXml`
 */
export async function encryptNameId(xml: string, receiver: NameIdReceiver): Promise<string> {
  const { text, root } = parseXml(xml);
  const [nameId] = childElements(root, NAMESPACE.assertion, 'NameID');
  if (nameId === undefined) return xml;
  // The canonical form has every namespace that it uses declared in it (exc-c14n 3).
  const alone = canonicalize(nameId, { exclusive: true, comments: true });
  const closed = await encryptElement(alone, { ...receiver, ...METHODS });
  const holder = writeElement('saml:EncryptedID', { 'xmlns:saml': NAMESPACE.assertion }, closed);
  return text.slice(0, nameId.start) + holder + text.slice(nameId.end);
}
