import type { Assertion } from '#shared/saml/assertion.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { CheckContext } from '../context.ts';

/** A text that readers decide by or display, and the element it stands in. */
export interface ShownText {
  readonly at: XmlElement;
  readonly text: string;
}

/** Every such text of a message: issuers, names, audiences, attribute names and values, the status message. */
export function* shownTexts({ subject: { message }, assertions }: CheckContext): Generator<ShownText> {
  yield* nameTexts(message.issuer);
  if (message.kind === 'LogoutRequest') yield* nameTexts(message.nameId);
  if (message.kind === 'Response' || message.kind === 'LogoutResponse') {
    if (message.status !== null) yield { at: message.status.element, text: message.status.message ?? '' };
  }
  for (const assertion of assertions) yield* assertionTexts(assertion);
}

function* nameTexts(name: NameIdentifier | null): Generator<ShownText> {
  if (name !== null) yield { at: name.element, text: name.value };
}

function* assertionTexts({ issuer, subject, conditions, attributes }: Assertion): Generator<ShownText> {
  yield* nameTexts(issuer);
  yield* nameTexts(subject?.nameId ?? null);
  for (const { element, audiences } of conditions?.audienceRestrictions ?? []) {
    for (const text of audiences) yield { at: element, text };
  }
  for (const { element, name, values } of attributes) {
    yield { at: element, text: name };
    for (const text of values) yield { at: element, text };
  }
}
