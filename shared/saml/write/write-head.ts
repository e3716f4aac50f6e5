import { formatInstant } from '#shared/base/instant.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { type AttributeValues, writeElement, writeTextElement } from './write-element.ts';

/** What every protocol message states about itself (saml-core 3.2.1, 3.2.2). */
export interface HeadDraft {
  /** An xs:ID: begins with a letter or `_`, and is never used twice (saml-core 1.3.4). */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly issueInstant: number;
  /** Entity ID of the sender. */
  readonly issuer: string;
  /** URL that the message is sent to; null leaves it out. */
  readonly destination: string | null;
}

/** A name identifier as it is to be written: null leaves an attribute out (saml-core 2.2.2). */
export interface NameIdDraft {
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

/**
 * One protocol message: the root `samlp:name` with its namespaces, Version and head, Issuer first
 * (saml-core 3.2.1: a Signature goes right behind it), then `content`, which is XML already.
 */
export function writeMessage(name: string, head: HeadDraft, attributes: AttributeValues, content: string): string {
  const all = {
    'xmlns:samlp': NAMESPACE.protocol,
    'xmlns:saml': NAMESPACE.assertion,
    ID: head.id,
    Version: '2.0',
    IssueInstant: formatInstant(head.issueInstant),
    Destination: head.destination,
    ...attributes,
  };
  return writeElement(`samlp:${name}`, all, writeTextElement('saml:Issuer', {}, head.issuer) + content);
}

/** `saml:NameID` with the attributes that are not null, exactly as given (saml-profiles 4.4.4.1 wants them unchanged in a logout). */
export function writeNameId(nameId: NameIdDraft): string {
  const attributes = {
    Format: nameId.format,
    NameQualifier: nameId.nameQualifier,
    SPNameQualifier: nameId.spNameQualifier,
  };
  return writeTextElement('saml:NameID', attributes, nameId.value);
}

/** `samlp:Status`: codes from the outermost inwards, each nested in the one before (saml-core 3.2.2.1, 3.2.2.2). */
export function writeStatus(codes: readonly string[], message: string | null): string {
  const nested = codes.reduceRight((inner, code) => writeElement('samlp:StatusCode', { Value: code }, inner), '');
  const words = message === null ? '' : writeTextElement('samlp:StatusMessage', {}, message);
  return writeElement('samlp:Status', {}, nested + words);
}
