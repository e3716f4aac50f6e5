import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { idAttributeOf } from '#shared/saml/id-attribute.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';

type Variant = 'ok' | 'covers-another' | 'one-unsigned' | 'hidden-assertion' | 'hidden-message' | 'foreign-reference';

/** Elements that carry a message as their business: SOAP, artifact resolution, and an assertion's own evidence. */
const CARRIERS = new Set(['Body', 'ArtifactResponse', 'Advice', 'Evidence']);

/**
 * What is signed is what a reader takes: no signed part moved aside to make room for another one. The
 * attack is McIntosh and Austel's (2005), its eight forms for SAML Somorovsky's ("On Breaking SAML", 2012).
 */
export const signatureWrapping = defineCheck({
  code: 'signature-wrapping',
  rank: 140,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 5.4.2',
  brings: ['several-assertions', 'duplicate-id'],
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: ['ok', 'covers-another', 'one-unsigned', 'hidden-assertion', 'hidden-message', 'foreign-reference'],
  run: (context) => {
    const suspects = [...foreignReferences(context), ...uncovered(context), ...hidden(context)];
    return suspects.length > 0 ? suspects : [pass('ok', { at: context.subject.message.element })];
  },
});

/** Intact: by a trusted key or by its own; only such a signature can have been moved. */
function isIntact({ outcome, reason }: SignatureReport): boolean {
  return outcome === 'valid' || (outcome === 'unknown' && reason === 'embedded-key-only');
}

function foreignReferences({ subject }: CheckContext): Verdict<Variant>[] {
  return subject.signatures
    .filter(({ reason }) => reason === 'reference-foreign')
    .map(({ element, id, on }) =>
      fail('foreign-reference', { at: element, expected: `the ID of its ${on}`, received: id }),
    );
}

/** What a reader would consume, while an intact signature covers something else. */
function uncovered({ subject, assertions }: CheckContext): Verdict<Variant>[] {
  const intact = subject.signatures.filter(isIntact);
  if (intact.length === 0) return [];
  const consumed = assertions.length > 0 ? assertions.map(({ element }) => element) : [subject.message.element];
  const open = consumed.filter((element) => coverOf(element, intact, ['valid', 'unknown']) === 'unsigned');
  if (subject.redirectSignature !== null || open.length === 0) return [];
  if (isJustEncrypted(subject.message)) return [];
  if (open.length < consumed.length) return open.map((at) => fail('one-unsigned', { at }));
  const others = intact.map(({ signed }) => (signed === null ? 'nothing' : withId(signed))).join(', ');
  return open.map((at) => fail('covers-another', { at, expected: withId(at), received: others }));
}

/** The one that is meant of several of a name. */
function withId(element: XmlElement): string {
  const id = attributeOf(element, idAttributeOf(element));
  return id === null ? `${element.localName} without an ID` : `${element.localName} ${id}`;
}

/** A signed message without readable assertions: a failure, or an encrypted one, whose own signature is inside. */
function isJustEncrypted(message: CheckContext['subject']['message']): boolean {
  return message.kind === 'Response' && message.assertions.length === 0 && message.encryptedAssertions.length > 0;
}

/** Assertions and messages where none belong. */
function hidden({ assertions, scan }: CheckContext): Verdict<Variant>[] {
  if (scan.inner.length === 0) return [];
  const consumed = new Set(assertions.map(({ element }) => element));
  return scan.inner
    .filter((element) => !consumed.has(element) && !isCarried(element))
    .map((at) => fail(at.localName === 'Assertion' ? 'hidden-assertion' : 'hidden-message', { at }));
}

function isCarried({ parent }: XmlElement): boolean {
  return parent !== null && CARRIERS.has(parent.localName);
}
