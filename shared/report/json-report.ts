import type * as v from 'valibot';
import { printInstant } from '#shared/base/instant.ts';
import type { RedirectSignatureReport, SignatureReport } from '#shared/crypto/signature.ts';
import { isEncrypted, messageContentOf } from '#shared/explain/facts/message-content.ts';
import { evidenceWords } from '#shared/explain/words/evidence.ts';
import { NEXT_STEPS } from '#shared/explain/words/next-steps.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterIssuer, parameterKind, relayStateOf } from '#shared/inspection/parameter-message.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import type { Binding } from '#shared/wire/message.ts';
import { jsonDetails } from './json-details.ts';
import type { JSON_REPORT_SCHEMA } from './json-report-schema.ts';
import type { Report } from './report.ts';

/** What is told once and changed by nobody. */
type Told<T> = T extends readonly (infer Item)[]
  ? readonly Told<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Told<T[Key]> }
    : T;

/** The form of a report that other programs rely on; `json-report.schema.json` says the same. */
export type JsonReport = Told<v.InferOutput<typeof JSON_REPORT_SCHEMA>>;
type JsonMessage = JsonReport['messages'][number];
type JsonNameId = NonNullable<NonNullable<JsonMessage['subject']>['nameId']>;
type JsonSignature = JsonMessage['signatures'][number];
type JsonFlow = JsonReport['flows'][number];
export type JsonFinding = JsonReport['findings'][number];

/** @param options `all`: the checks that passed too */
export function toJsonReport(report: Report, options: { readonly all: boolean }): JsonReport {
  return {
    version: 2,
    input: { kind: report.input.kind, exchanges: report.input.exchanges },
    messages: report.messages.map(toJsonMessage),
    flows: report.flows.map(toJsonFlow),
    findings: report.findings.filter(({ outcome }) => options.all || outcome !== 'pass').map(toJsonFinding),
  };
}

function toJsonMessage(inspected: InspectedMessage): JsonMessage {
  const { index, reading, wire, message, signatures, redirectSignature } = inspected;
  const content = messageContentOf(inspected);
  return {
    index,
    kind: message?.element.localName ?? parameterKind(reading),
    binding: reading.binding,
    ...headOf(inspected),
    relayState: relayStateOf(reading),
    status: statusOf(message),
    subject: content.hasSubject ? { nameId: toJsonNameId(content.nameId) } : null,
    sessionIndexes: content.sessionIndexes,
    attributes: content.attributes.map(({ name, friendlyName, nameFormat, values }) => ({
      name,
      friendlyName,
      nameFormat,
      values,
    })),
    signatures: [
      ...signatures.map(toJsonSignature),
      ...(redirectSignature === null ? [] : [toJsonQuerySignature(redirectSignature, reading.binding)]),
    ],
    encrypted: isEncrypted(inspected),
    samlVersion: message?.version ?? null,
    details: jsonDetails(inspected),
    decoding: reading.steps.map(describeStep),
    xml: inspected.document?.text ?? wire?.xml ?? null,
  };
}

type Head = Pick<JsonMessage, 'id' | 'issuer' | 'destination' | 'inResponseTo' | 'issueInstant'>;

function headOf({ artifactIssuer, message, reading }: InspectedMessage): Head {
  return {
    id: message?.id ?? null,
    issuer: message?.issuer?.value ?? artifactIssuer ?? parameterIssuer(reading),
    destination: message?.destination ?? null,
    inResponseTo: isStatusResponse(message) ? message.inResponseTo : null,
    issueInstant: message?.issueInstant?.text ?? null,
  };
}

function statusOf(message: SamlMessage | null): JsonMessage['status'] {
  const status = isStatusResponse(message) ? message.status : null;
  return status === null ? null : { codes: status.codes, message: status.message };
}

function isStatusResponse(message: SamlMessage | null): message is Extract<SamlMessage, { status: unknown }> {
  return message !== null && 'status' in message;
}

function toJsonNameId(nameId: JsonNameId | null): JsonNameId | null {
  if (nameId === null) return null;
  const { value, format, nameQualifier, spNameQualifier } = nameId;
  return { value, format, nameQualifier, spNameQualifier };
}

function toJsonSignature(report: SignatureReport): JsonSignature {
  const { on, id, algorithm, digest, outcome, reason, certificate } = report;
  return { on, id, algorithm, digest, outcome, reason, certificate: certificate?.sha256 ?? null };
}

/** It covers parameters, not an element (saml-bindings 3.4.4.1, saml-binding-simplesign 2.5). */
function toJsonQuerySignature(report: RedirectSignatureReport, binding: Binding): JsonSignature {
  const { algorithm, outcome, reason, certificate } = report;
  const on = BINDINGS[binding].signedBeside;
  return { on, id: null, algorithm, digest: null, outcome, reason, certificate: certificate?.sha256 ?? null };
}

function toJsonFlow(flow: Flow): JsonFlow {
  const {
    kind,
    outcome,
    evidence,
    confidence,
    owner,
    candidates,
    next,
    initiator,
    messages,
    cause,
    protocol,
    startedAt,
    endedAt,
  } = flow;
  const { steps, participants, clocks, cookies } = flow;
  return {
    kind,
    outcome,
    evidence: evidence.map((each) => ({ exchange: each.exchange, what: evidenceWords(each) })),
    confidence,
    owner,
    candidates,
    next: next === null ? null : NEXT_STEPS[next],
    initiator,
    messages,
    cause: cause?.code ?? null,
    protocol,
    startedAt: startedAt === null ? null : printInstant(startedAt),
    duration: startedAt === null || endedAt === null ? null : endedAt - startedAt,
    steps,
    participants,
    clocks,
    cookies,
  };
}

/** A finding with its words. */
export function toJsonFinding(finding: Finding): JsonFinding {
  const { code, severity, outcome, message, path, expected, received, clause, owner, confidence } = finding;
  const { whole, fix } = wordsFor(finding);
  const consequenceOf = finding.consequenceOf ?? null;
  return {
    code,
    severity,
    outcome,
    message,
    path,
    title: whole,
    expected,
    received,
    clause,
    fix,
    owner,
    confidence,
    consequenceOf,
  };
}
