import { createPublicKey, verify } from 'node:crypto';
import type { LogoutRequest, SamlMessage } from '#shared/saml/messages.ts';
import type { EntityDetails, RoleDetails } from '#shared/saml/metadata.ts';
import { type Carried, entityIn, messageIn, type SpEvidence } from './evidence.ts';

/** What can be said of a clause. `nothing`: what it is about is not there. */
export type Verdict = 'met' | 'not met' | 'nothing';

/** `met` where it holds of each; `nothing` where there is none. */
export function ofEach<Item>(items: readonly Item[], holds: (item: Item) => boolean): Verdict {
  if (items.length === 0) return 'nothing';
  return items.every(holds) ? 'met' : 'not met';
}

export function when(holds: boolean): Verdict {
  return holds ? 'met' : 'not met';
}

/** Judges the SP's role; without one there is nothing to judge. */
export function ofRole(judge: (role: RoleDetails, entity: EntityDetails) => Verdict) {
  return (evidence: SpEvidence): Verdict => {
    const entity = entityIn(evidence);
    const role = roleOf(entity);
    return entity === null || role === null ? 'nothing' : judge(role, entity);
  };
}

/** Judges the entity; without one there is nothing to judge. */
export function ofEntity(judge: (entity: EntityDetails) => Verdict) {
  return (evidence: SpEvidence): Verdict => {
    const entity = entityIn(evidence);
    return entity === null ? 'nothing' : judge(entity);
  };
}

export function roleOf(entity: EntityDetails | null): RoleDetails | null {
  return entity?.roles.find(({ name }) => name === 'SPSSODescriptor') ?? null;
}

/** Certificates that may be used so: a key without `use` is for both (saml-metadata 2.4.1.1). */
export function certificatesFor(role: RoleDetails, use: 'signing' | 'encryption'): readonly string[] {
  return role.keys.filter((key) => key.use === null || key.use === use).flatMap(({ certificates }) => certificates);
}

export function endpointsOf(role: RoleDetails, service: string) {
  return role.endpoints.filter((endpoint) => endpoint.service === service);
}

type Sent<Kind extends SamlMessage['kind']> = { carried: Carried; message: Extract<SamlMessage, { kind: Kind }> };

/** Messages of one kind, as they were sent. */
export function sent<Kind extends SamlMessage['kind']>(evidence: SpEvidence, kind: Kind): readonly Sent<Kind>[] {
  return evidence.sent.flatMap((carried) => {
    const message = messageIn(carried);
    return isOf(message, kind) ? [{ carried, message }] : [];
  });
}

function isOf<Kind extends SamlMessage['kind']>(
  message: SamlMessage,
  kind: Kind,
): message is Extract<SamlMessage, { kind: Kind }> {
  return message.kind === kind;
}

/** Whether a redirect's own signature holds by one of the keys of the SP's metadata: told by OpenSSL, not by our reader. */
export function isSignedByQuery({ binding, query }: Carried, evidence: SpEvidence): boolean {
  const role = roleOf(entityIn(evidence));
  if (binding !== 'redirect' || role === null) return false;
  const signed = query.replace(/&Signature=.*$/, '');
  const parameter = (name: string) => new URLSearchParams(query).get(name) ?? '';
  const isRsaSha256 = parameter('SigAlg').endsWith('#rsa-sha256');
  const hash = /sha(\d+)$/.exec(parameter('SigAlg'))?.[0] ?? 'sha256';
  const signature = Buffer.from(parameter('Signature'), 'base64');
  return certificatesFor(role, 'signing').some((base64) => {
    const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
    return verify(isRsaSha256 ? 'sha256' : hash, Buffer.from(signed), createPublicKey(pem), signature);
  });
}

/** Every algorithm that the messages say, signatures by the query included. */
export function algorithmsSaid({ sent: messages }: SpEvidence): readonly string[] {
  return messages.flatMap(({ xml, query }) => {
    const sigAlg = new URLSearchParams(query).get('SigAlg');
    const inside = [
      ...xml.matchAll(/<\w+:(?:SignatureMethod|DigestMethod|EncryptionMethod) [^>]*Algorithm="([^"]+)"/g),
    ];
    return [...(sigAlg === null ? [] : [sigAlg]), ...inside.map(([, uri]) => uri ?? '')];
  });
}

/** Every text and attribute value, but for what is as long as keys, signatures and pictures are. */
export function stringsSaid({ metadata, sent: messages }: SpEvidence): readonly string[] {
  return [metadata, ...messages.map(({ xml }) => xml)].flatMap((xml) => {
    const bare = xml
      .replace(/<(ds:\w+)\b[^>]*>[^<]*<\/\1>/g, '')
      .replace(/<mdui:Logo\b[^>]*>data:[^<]*<\/mdui:Logo>/g, '')
      .replace(/ entityID="[^"]*"/g, '');
    const values = [...bare.matchAll(/="([^"]*)"/g), ...bare.matchAll(/>([^<>]+)</g)];
    return values.map(([, value]) => value ?? '');
  });
}

/** Whether a LogoutRequest names the user exactly as the assertion did: content and every attribute. */
export function namesAlike({ nameId }: LogoutRequest, { response }: SpEvidence): boolean {
  const told = messageIn({ xml: response });
  const known = told.kind === 'Response' ? told.assertions[0]?.subject?.nameId : null;
  const parts = (id: LogoutRequest['nameId']) =>
    id === null ? null : [id.value, id.format, id.nameQualifier, id.spNameQualifier];
  return known != null && JSON.stringify(parts(nameId)) === JSON.stringify(parts(known));
}
