import { LIMITS } from '#shared/base/limits.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/**
 * The SAML tokens in the RequestedSecurityToken of each answer of WS-Trust, encrypted ones included (WS-Trust 2005/02
 * and 1.3, 4.4); none where the element is no such answer.
 */
export function securityTokens(root: XmlElement): readonly XmlElement[] {
  if (!isTrust(root)) return [];
  const { namespace } = root;
  const answers =
    root.localName === 'RequestSecurityTokenResponseCollection'
      ? childElements(root, namespace, 'RequestSecurityTokenResponse')
      : [root];
  return answers
    .flatMap((answer) => childElements(answer, namespace, 'RequestedSecurityToken'))
    .flatMap((holder) => childElements(holder))
    .filter(isToken)
    .slice(0, LIMITS.securityTokens);
}

/**
 * Whether an element is an EncryptedData that stands for a token: in a RequestedSecurityToken, as AD FS and Entra ID
 * send it, or as the whole document.
 */
export function isEncryptedToken(element: XmlElement): boolean {
  if (!isElement(element, NAMESPACE.encryption, 'EncryptedData')) return false;
  const { parent } = element;
  return parent === null || (isTrust(parent) && parent.localName === 'RequestedSecurityToken');
}

/** Whether an element is an assertion of SAML 2.0 or 1.1. */
export function isAssertion(element: XmlElement): boolean {
  return isElement(element, NAMESPACE.assertion, 'Assertion') || isElement(element, NAMESPACE.assertion11, 'Assertion');
}

function isToken(element: XmlElement): boolean {
  return (
    isAssertion(element) || isElement(element, NAMESPACE.assertion, 'EncryptedAssertion') || isEncryptedToken(element)
  );
}

function isTrust({ namespace }: XmlElement): boolean {
  return namespace === NAMESPACE.trust || namespace === NAMESPACE.trust13;
}
