import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { CheckContext } from '../context.ts';

/** Elements of XML Encryption by name, in whatever the message has that is encrypted. */
export function encryptedParts({ subject: { message }, assertions }: CheckContext, localName: string): XmlElement[] {
  const holders = [
    ...(message.kind === 'Response' ? message.encryptedAssertions : []),
    ...(message.kind === 'LogoutRequest' && message.encryptedId !== null ? [message.encryptedId] : []),
    ...assertions.flatMap(({ subject, encryptedAttributes }) => [
      ...(subject?.encryptedId == null ? [] : [subject.encryptedId]),
      ...encryptedAttributes,
    ]),
  ];
  return holders.flatMap((holder) =>
    [...descendants(holder)].filter((element) => isElement(element, NAMESPACE.encryption, localName)),
  );
}
