import { ATTRIBUTE_FORMAT, AUTHN_CONTEXT, CONFIRMATION_METHOD, STATUS_CODE } from '#shared/saml/names.ts';
import type { AssertionDraft, AttributeDraft } from '#shared/saml/write/write-assertion.ts';
import { type ResponseDraft, writeResponse } from '#shared/saml/write/write-response.ts';
import type { Fault } from './faults/engine/define-fault.ts';
import { type SignableResponse, signParts, signSoundly } from './faults/engine/signable-response.ts';
import type { Idp } from './idp.ts';
import type { ServiceProvider } from './service-providers.ts';
import type { IdpLogin, IdpSession, SessionParticipant } from './state.ts';
import { identifiersOf } from './subject-id.ts';
import type { TestUser } from './users.ts';

const MINUTE = 60_000;

/** Whom a response is about, and what is to be wrong with it. */
export interface Issue {
  readonly login: IdpLogin;
  readonly session: IdpSession;
  readonly participant: SessionParticipant;
  readonly user: TestUser;
  /** Null: a healthy response. */
  readonly fault: Fault | null;
}

/**
 * A Response with one assertion for a browser login (saml-profiles 4.1.4.2), assertion and response both signed with
 * rsa-sha256. The one place where these are made: a fault changes its one step of them.
 */
export async function issueResponse(idp: Idp, issue: Issue): Promise<string> {
  const { fault, login } = issue;
  const provider = await providerOf(idp, login.serviceProvider);
  const healthy: ResponseDraft = {
    ...draftHead(idp, login),
    statusCodes: [STATUS_CODE.success],
    assertions: [draftAssertion(idp, issue, provider?.subjectId ?? null)],
  };
  const draft = fault?.stage === 'draft' ? fault.change(healthy) : healthy;
  const response: SignableResponse = {
    xml: writeResponse(draft),
    assertionIds: draft.assertions.map(({ id }) => id),
    responseId: draft.id,
    key: idp.signing,
    otherKey: idp.otherKey,
    // As real products do: who offers a key gets assertions encrypted for it, if this one encrypts at all.
    receiver: idp.encrypts ? (provider?.receiver ?? null) : null,
  };
  return fault?.stage === 'signature' ? fault.sign(response) : signSoundly(response);
}

async function providerOf({ serviceProviders }: Idp, entityId: string): Promise<ServiceProvider | null> {
  return (await serviceProviders()).find((provider) => provider.entityId === entityId) ?? null;
}

/** A signed Response that says why there is no assertion (saml-core 3.2.2.2). */
export async function issueFailure(
  idp: Idp,
  login: IdpLogin,
  statusCodes: readonly string[],
  statusMessage: string,
): Promise<string> {
  const response: ResponseDraft = { ...draftHead(idp, login), statusCodes, statusMessage, assertions: [] };
  return signParts(writeResponse(response), [response.id], idp.signing);
}

function draftHead({ entityId, clock, random }: Idp, { acs, requestId }: IdpLogin) {
  return { id: `_${random()}`, issueInstant: clock(), issuer: entityId, destination: acs, inResponseTo: requestId };
}

function draftAssertion(
  idp: Idp,
  { login, session, participant, user }: Issue,
  subjectId: ServiceProvider['subjectId'],
): AssertionDraft {
  const now = idp.clock();
  const confirmation = {
    method: CONFIRMATION_METHOD.bearer,
    recipient: login.acs,
    inResponseTo: login.requestId,
    notOnOrAfter: now + 5 * MINUTE,
  };
  return {
    id: `_${idp.random()}`,
    issueInstant: now,
    issuer: idp.entityId,
    subject: { nameId: participant.nameId, confirmations: [confirmation] },
    conditions: { notBefore: now - MINUTE, notOnOrAfter: now + 5 * MINUTE, audiences: [login.serviceProvider] },
    authnStatement: {
      authnInstant: session.authenticatedAt,
      sessionIndex: participant.sessionIndex,
      sessionNotOnOrAfter: session.expiresAt,
      // Nobody proved anything here, and no class says so; who asks for one tries what comes of it, and is told that one.
      classRef: login.authnContext ?? AUTHN_CONTEXT.unspecified,
    },
    attributes: [...attributesOf(user), ...identifiersOf(idp, user, login, subjectId)],
  };
}

/** Every attribute has a short Name; where a friendly name differs, an attribute map can use either. */
function attributesOf(user: TestUser): readonly AttributeDraft[] {
  const rows: readonly (readonly [name: string, friendlyName: string | null, values: readonly string[]])[] = [
    ['uid', null, [user.id]],
    ['email', 'mail', [user.email]],
    ['displayName', null, [user.displayName]],
    ['givenName', null, [user.givenName]],
    ['surname', 'sn', [user.surname]],
    ['groups', 'group', user.groups],
  ];
  return rows
    .filter(([, , values]) => values.length > 0)
    .map(([name, friendlyName, values]) => ({ name, friendlyName, nameFormat: ATTRIBUTE_FORMAT.basic, values }));
}
