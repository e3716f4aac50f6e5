import { childElements, findAttribute, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** Who is meant by a header block that is for whoever reads the message (SOAP 1.1, 4.2.2; SOAP 1.2, 2.2). */
const FOR_US: ReadonlySet<string> = new Set([
  '',
  'http://schemas.xmlsoap.org/soap/actor/next',
  'http://www.w3.org/2003/05/soap-envelope/role/next',
  'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
]);

/**
 * The name of a header block that asks to be understood by us; null where there is none. SAML's own binding has no
 * header (saml-bindings 3.2.2), so none is understood, and a message with such a block must not be acted on.
 */
export function mustBeUnderstood(envelope: XmlElement): string | null {
  const { namespace } = envelope;
  const header = firstChild(envelope, namespace, 'Header');
  const blocks = header === null ? [] : childElements(header);
  const mark = (block: XmlElement, name: string) => findAttribute(block, namespace, name)?.value.trim() ?? '';
  const found = blocks.find((block) => {
    const isAsked = ['1', 'true'].includes(mark(block, 'mustUnderstand'));
    return isAsked && FOR_US.has(mark(block, 'actor') || mark(block, 'role'));
  });
  return found?.name ?? null;
}
