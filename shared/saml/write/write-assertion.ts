import { formatInstant } from '#shared/base/instant.ts';
import { writeElement, writeTextElement } from './write-element.ts';
import { type NameIdDraft, writeNameId } from './write-head.ts';

/** An assertion about one subject (saml-core 2.3.3). What is null is left out. Times are milliseconds since the epoch. */
export interface AssertionDraft {
  /** An xs:ID, never used twice. */
  readonly id: string;
  readonly issueInstant: number;
  /** Entity ID of the IdP. */
  readonly issuer: string;
  readonly subject: {
    readonly nameId: NameIdDraft | null;
    readonly confirmations: readonly ConfirmationDraft[];
  } | null;
  readonly conditions: ConditionsDraft | null;
  readonly authnStatement: AuthnStatementDraft | null;
  readonly attributes: readonly AttributeDraft[];
}

/** saml-core 2.4.1.1, 2.4.1.2 */
export interface ConfirmationDraft {
  /** URI; a browser login has `urn:oasis:names:tc:SAML:2.0:cm:bearer` (saml-profiles 4.1.4.2). */
  readonly method: string;
  readonly recipient: string | null;
  readonly inResponseTo: string | null;
  readonly notOnOrAfter: number | null;
}

/** saml-core 2.5.1 */
interface ConditionsDraft {
  readonly notBefore: number | null;
  readonly notOnOrAfter: number | null;
  /** Entity IDs of one AudienceRestriction; none is written if empty. */
  readonly audiences: readonly string[];
}

/** saml-core 2.7.2 */
interface AuthnStatementDraft {
  readonly authnInstant: number;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: number | null;
  /** URI of the authentication context class. */
  readonly classRef: string;
}

/** saml-core 2.7.3.1 */
export interface AttributeDraft {
  readonly name: string;
  readonly nameFormat: string | null;
  readonly friendlyName: string | null;
  /** One AttributeValue each, in this order. */
  readonly values: readonly string[];
}

/**
 * The XML text of one assertion for use inside a message of ours: it uses the prefix `saml`, which the
 * message's root declares. Children in the order of the schema: Issuer (a Signature goes right behind it),
 * Subject, Conditions, AuthnStatement, AttributeStatement (saml-core 2.3.3).
 */
export function writeAssertion(draft: AssertionDraft): string {
  const head = { ID: draft.id, Version: '2.0', IssueInstant: formatInstant(draft.issueInstant) };
  const parts = [
    writeTextElement('saml:Issuer', {}, draft.issuer),
    draft.subject === null ? '' : writeSubject(draft.subject),
    draft.conditions === null ? '' : writeConditions(draft.conditions),
    draft.authnStatement === null ? '' : writeAuthnStatement(draft.authnStatement),
    draft.attributes.length === 0 ? '' : writeAttributeStatement(draft.attributes),
  ];
  return writeElement('saml:Assertion', head, parts.join(''));
}

function writeSubject(subject: NonNullable<AssertionDraft['subject']>): string {
  const nameId = subject.nameId === null ? '' : writeNameId(subject.nameId);
  return writeElement('saml:Subject', {}, nameId + subject.confirmations.map(writeConfirmation).join(''));
}

function writeConfirmation(confirmation: ConfirmationDraft): string {
  const data = writeElement('saml:SubjectConfirmationData', {
    NotOnOrAfter: instantOrNull(confirmation.notOnOrAfter),
    Recipient: confirmation.recipient,
    InResponseTo: confirmation.inResponseTo,
  });
  return writeElement('saml:SubjectConfirmation', { Method: confirmation.method }, data);
}

function writeConditions(conditions: ConditionsDraft): string {
  const audiences = conditions.audiences.map((audience) => writeTextElement('saml:Audience', {}, audience));
  const restriction = audiences.length === 0 ? '' : writeElement('saml:AudienceRestriction', {}, audiences.join(''));
  const limits = {
    NotBefore: instantOrNull(conditions.notBefore),
    NotOnOrAfter: instantOrNull(conditions.notOnOrAfter),
  };
  return writeElement('saml:Conditions', limits, restriction);
}

function writeAuthnStatement(statement: AuthnStatementDraft): string {
  const attributes = {
    AuthnInstant: formatInstant(statement.authnInstant),
    SessionIndex: statement.sessionIndex,
    SessionNotOnOrAfter: instantOrNull(statement.sessionNotOnOrAfter),
  };
  const context = writeTextElement('saml:AuthnContextClassRef', {}, statement.classRef);
  return writeElement('saml:AuthnStatement', attributes, writeElement('saml:AuthnContext', {}, context));
}

function writeAttributeStatement(attributes: readonly AttributeDraft[]): string {
  return writeElement('saml:AttributeStatement', {}, attributes.map(writeAttribute).join(''));
}

function writeAttribute(attribute: AttributeDraft): string {
  const values = attribute.values.map((value) => writeTextElement('saml:AttributeValue', {}, value));
  const names = { Name: attribute.name, NameFormat: attribute.nameFormat, FriendlyName: attribute.friendlyName };
  return writeElement('saml:Attribute', names, values.join(''));
}

function instantOrNull(time: number | null): string | null {
  return time === null ? null : formatInstant(time);
}
