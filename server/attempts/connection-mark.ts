import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';

const MARKS = new WeakMap<Service, string>();

/**
 * A mark of everything in a connection that decides about a login: parties, certificates, map, what is accepted, rules.
 * Another mark, and a report of now may say otherwise than what was decided then.
 */
export function connectionMark(service: Service): string {
  const known = MARKS.get(service);
  if (known !== undefined) return known;
  const { connection, rules, streams } = service.settings;
  const { idp, sp, ...rest } = connection;
  const trusted = idp === null ? null : { ...idp, certificates: idp.certificates.map(({ sha256 }) => sha256) };
  const parties = { idp: trusted, sp: { ...sp, key: null } };
  const mark = hashSecret(JSON.stringify([parties, rest, rules, streams], withMaps)).slice(0, 22);
  MARKS.set(service, mark);
  return mark;
}

function withMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
