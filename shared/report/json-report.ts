import type { FlowDifference } from '#shared/compare/compare-flows.ts';
import type {
  RedirectSignatureReport,
  SignatureOutcome,
  SignatureReason,
  SignatureReport,
} from '#shared/crypto/signature.ts';
import type { Fact } from '#shared/explain/fact.ts';
import { contentOf, isEncrypted } from '#shared/explain/message-content.ts';
import { factsOf } from '#shared/explain/message-facts.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { Finding, FindingOutcome, Severity } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterIssuer, parameterKind, relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Binding } from '#shared/wire/message.ts';
import { describeStep } from '#shared/wire/step-words.ts';
import { toTime } from './outline-message.ts';
import type { Report } from './report.ts';

/** The form of a report that other programs rely on; `json-report.schema.json` says the same. */
export interface JsonReport {
  readonly version: 1;
  readonly input: { readonly kind: InputKind; readonly exchanges: number };
  readonly messages: readonly JsonMessage[];
  readonly flows: readonly JsonFlow[];
  readonly findings: readonly JsonFinding[];
  /** Only where a second input was compared: in what its flow differs. */
  readonly comparison?: {
    /** Kinds and outcomes of the two flows: of this report, and of the other. */
    readonly flows: readonly Pick<Flow, 'kind' | 'outcome'>[];
    readonly differences: readonly FlowDifference[];
  };
}

interface JsonMessage {
  readonly index: number;
  /**
   * Local name of the root element: `Response`, `EntityDescriptor`, ...; `Artifact`, `SignInRequest`, `SignOutRequest` or
   * `SignOutCleanup` for what is all parameters; null where the message could not be read.
   */
  readonly kind: string | null;
  readonly binding: Binding;
  readonly id: string | null;
  readonly issuer: string | null;
  readonly destination: string | null;
  readonly inResponseTo: string | null;
  /** As written. */
  readonly issueInstant: string | null;
  readonly relayState: string | null;
  readonly status: { readonly codes: readonly string[]; readonly message: string | null } | null;
  readonly subject: { readonly nameId: JsonNameId | null } | null;
  readonly sessionIndexes: readonly string[];
  readonly attributes: readonly JsonAttribute[];
  readonly signatures: readonly JsonSignature[];
  readonly encrypted: boolean;
  /** `2.0`, `1.1`, as the message says; null where it says none. */
  readonly samlVersion: string | null;
  /** What else it says, by name: what a request asks for, what an assertion is limited to, the parts of an artifact. */
  readonly details: readonly Fact[];
  /** Each decoding step in words. */
  readonly decoding: readonly string[];
  readonly xml: string | null;
}

interface JsonNameId {
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

interface JsonAttribute {
  readonly name: string;
  readonly friendlyName: string | null;
  readonly nameFormat: string | null;
  readonly values: readonly string[];
}

interface JsonSignature {
  /** Local name of the signed element; `query` for the signature of a redirect message, `form` for SimpleSign. */
  readonly on: string;
  readonly id: string | null;
  readonly algorithm: string | null;
  readonly digest: string | null;
  readonly outcome: SignatureOutcome;
  readonly reason: SignatureReason | null;
  /** SHA-256 fingerprint, lower-case hex. */
  readonly certificate: string | null;
}

interface JsonFlow {
  readonly kind: Flow['kind'];
  readonly outcome: Flow['outcome'];
  readonly initiator: Flow['initiator'];
  readonly messages: readonly number[];
  readonly cause: string | null;
  readonly protocol: Flow['protocol'];
  /** When it began, as ISO 8601 in UTC; null where the recording has no times. */
  readonly startedAt: string | null;
  /** From the beginning of its first message to the end of its last, in milliseconds. */
  readonly duration: number | null;
  readonly steps: Flow['steps'];
  readonly participants: Flow['participants'];
  readonly clocks: Flow['clocks'];
  readonly cookies: Flow['cookies'];
}

export interface JsonFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly outcome: FindingOutcome;
  readonly message: number | null;
  readonly path: string;
  readonly title: string;
  readonly expected: string | null;
  readonly received: string | null;
  readonly clause: string;
  readonly fix: string;
  /** Code of the finding that brought this one about. */
  readonly consequenceOf: string | null;
}

/** @param options `all`: the checks that passed too */
export function toJsonReport(report: Report, options: { readonly all: boolean }): JsonReport {
  return {
    version: 1,
    input: { kind: report.input.kind, exchanges: report.input.exchanges },
    messages: report.messages.map(toJsonMessage),
    flows: report.flows.map(toJsonFlow),
    findings: report.findings.filter(({ outcome }) => options.all || outcome !== 'pass').map(toJsonFinding),
  };
}

function toJsonMessage(inspected: InspectedMessage): JsonMessage {
  const { index, reading, wire, message, signatures, redirectSignature } = inspected;
  const content = contentOf(inspected);
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
    details: factsOf(inspected),
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
  const on = binding === 'simplesign' ? 'form' : 'query';
  return { on, id: null, algorithm, digest: null, outcome, reason, certificate: certificate?.sha256 ?? null };
}

function toJsonFlow(flow: Flow): JsonFlow {
  const { kind, outcome, initiator, messages, cause, protocol, startedAt, endedAt } = flow;
  const { steps, participants, clocks, cookies } = flow;
  return {
    kind,
    outcome,
    initiator,
    messages,
    cause: cause?.code ?? null,
    protocol,
    startedAt: startedAt === null ? null : toTime(startedAt),
    duration: startedAt === null || endedAt === null ? null : endedAt - startedAt,
    steps,
    participants,
    clocks,
    cookies,
  };
}

/** A finding with its words. */
export function toJsonFinding(finding: Finding): JsonFinding {
  const { code, severity, outcome, message, path, expected, received, clause } = finding;
  const { title, fix } = wordsFor(finding);
  const consequenceOf = finding.consequenceOf ?? null;
  return { code, severity, outcome, message, path, title, expected, received, clause, fix, consequenceOf };
}
