import { type EncryptionReceiver, encryptElement } from '#shared/crypto/encryption/encrypt.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { writeElement } from './write-element.ts';

/**
 * Puts each assertion of a Response into an EncryptedAssertion (saml-core 2.3.4). Sign them before, and the Response
 * afterwards: what is signed inside is what comes out, and a signature around it covers the closed form.
 *
 * @throws WorkbenchError as `encryptElement` and `parseXml`
 */
export async function encryptAssertions(xml: string, receiver: EncryptionReceiver): Promise<string> {
  const { text, root } = parseXml(xml);
  let result = '';
  let from = 0;
  for (const assertion of childElements(root, NAMESPACE.assertion, 'Assertion')) {
    // The canonical form has every namespace that it uses declared in it (exc-c14n 3): nothing around it is needed.
    const alone = canonicalize(assertion, { exclusive: true, comments: true });
    const holder = { 'xmlns:saml': NAMESPACE.assertion };
    const closed = writeElement('saml:EncryptedAssertion', holder, await encryptElement(alone, receiver));
    result += text.slice(from, assertion.start) + closed;
    from = assertion.end;
  }
  return result + text.slice(from);
}
