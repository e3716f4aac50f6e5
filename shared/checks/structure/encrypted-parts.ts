import type { CheckContext } from '#shared/checks/engine/context.ts';
import { encryptedParts as closedParts } from '#shared/saml/encrypted/open-encrypted.ts';
import { isEncryptedToken } from '#shared/saml/encrypted/security-tokens.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** Elements of XML Encryption by name, in whatever the message has that is encrypted. */
export function encryptionElements(context: CheckContext, localName: string): XmlElement[] {
  const { subject, assertions } = context;
  const { message } = subject;
  const holders = [
    ...closedAssertions(context),
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

/**
 * The encrypted assertions that a reader would consume and that are still closed: those of a Response, the token of
 * WS-Federation, or the document itself.
 */
export function closedAssertions({ subject: { message, document } }: CheckContext): readonly XmlElement[] {
  if (message.kind === 'Response') return message.encryptedAssertions;
  if (message.kind === 'SecurityTokenResponse') return closedParts(document).filter(isEncryptedToken);
  return closedParts(document).filter((part) => part === message.element);
}
