import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** A text that readers decide by or display, and the element it stands in. */
export interface ShownText {
  readonly at: XmlElement;
  readonly text: string;
}

/** Every such text of a message: issuers, names, audiences, attribute names and values, the status message. */
export function shownTexts({ subject: { message }, assertions }: CheckContext): readonly ShownText[] {
  const texts: ShownText[] = [];
  addName(texts, message.issuer);
  if (message.kind === 'LogoutRequest') addName(texts, message.nameId);
  if (message.kind === 'Response' || message.kind === 'LogoutResponse') {
    if (message.status !== null) texts.push({ at: message.status.element, text: message.status.message ?? '' });
  }
  for (const assertion of assertions) addAssertion(texts, assertion);
  return texts;
}

function addName(texts: ShownText[], name: NameIdentifier | null): void {
  if (name !== null) texts.push({ at: name.element, text: name.value });
}

function addAssertion(texts: ShownText[], { issuer, subject, conditions, attributes }: Assertion): void {
  addName(texts, issuer);
  addName(texts, subject?.nameId ?? null);
  for (const { element, audiences } of conditions?.audienceRestrictions ?? []) {
    for (const text of audiences) texts.push({ at: element, text });
  }
  for (const { element, name, values } of attributes) {
    texts.push({ at: element, text: name });
    for (const text of values) texts.push({ at: element, text });
  }
}
