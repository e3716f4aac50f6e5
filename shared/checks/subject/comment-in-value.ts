import type { Assertion } from '#shared/saml/assertion.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { childElements, hasComments } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/**
 * No comment inside a value that decides something. A signature doesn't cover comments, and a reader that
 * stops at one takes half of the value: admin<!---->@example.com becomes admin (CVE-2017-11427 and others).
 */
export const commentInValue = defineCheck({
  code: 'comment-in-value',
  rank: 170,
  owner: 'sender',
  severity: 'warning',
  clause: 'CVE-2017-11427',
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest'],
  gate: 'must-pass',
  variants: ['ok', 'comment'],
  run: ({ subject, assertions, scan }) => {
    if (!scan.hasComments) return [pass('ok', { at: subject.message.element })];
    const cut = [...valuesOf(subject.message), ...assertions.flatMap(valuesOfAssertion)].filter(hasComments);
    if (cut.length === 0) return [pass('ok', { at: subject.message.element })];
    return cut.map((at) => fail('comment', { at, facts: { element: at.localName } }));
  },
});

function valuesOf(message: SamlMessage): readonly XmlElement[] {
  const issuer = message.issuer === null ? [] : [message.issuer.element];
  if (message.kind !== 'LogoutRequest') return issuer;
  const indexes = childElements(message.element, message.element.namespace, 'SessionIndex');
  return [...issuer, ...(message.nameId === null ? [] : [message.nameId.element]), ...indexes];
}

function valuesOfAssertion({ issuer, subject, conditions, attributes }: Assertion): readonly XmlElement[] {
  return [
    ...(issuer === null ? [] : [issuer.element]),
    ...(subject?.nameId == null ? [] : [subject.nameId.element]),
    ...(conditions?.audienceRestrictions ?? []).flatMap(({ element }) => childElements(element)),
    ...attributes.flatMap(({ element }) => childElements(element)),
  ];
}
