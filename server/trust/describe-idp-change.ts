import { formatInstant } from '#shared/base/instant.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';

type Idp = Connection['idp'];

/** What differs between two states of an identity provider, one line each: its name, keys and endpoints. */
export function describeIdpChange(before: Idp, after: Idp): readonly string[] {
  const name =
    before.entityId === after.entityId
      ? []
      : [`Its entity ID was ${shown(before.entityId)}, and is ${shown(after.entityId)}.`];
  return [
    ...name,
    ...keyChanges(before.certificates, after.certificates),
    ...endpointChanges('Logins are asked for', before.singleSignOn, after.singleSignOn),
    ...endpointChanges('Logouts are sent', before.singleLogout, after.singleLogout),
    ...scopeChanges(before.scopes ?? [], after.scopes ?? []),
  ];
}

function scopeChanges(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...after
      .filter((scope) => !before.includes(scope))
      .map((scope) => `It speaks for the domain ${shown(scope)}, too.`),
    ...before
      .filter((scope) => !after.includes(scope))
      .map((scope) => `It no longer speaks for the domain ${shown(scope)}.`),
  ];
}

function keyChanges(before: readonly Certificate[], after: readonly Certificate[]): string[] {
  const [old, now] = [before, after].map((list) => new Set(list.map(({ sha256 }) => sha256)));
  return [
    ...after.filter(({ sha256 }) => !old?.has(sha256)).map((key) => `A key is new and trusted: ${keyWords(key)}.`),
    ...before
      .filter(({ sha256 }) => !now?.has(sha256))
      .map((key) => `A key is no longer published and no longer trusted: ${keyWords(key)}.`),
  ];
}

function keyWords({ subject, sha256, notAfter }: Certificate): string {
  return `${shown(subject)}, SHA-256 ${sha256.slice(0, 16)}…, until ${formatInstant(notAfter).slice(0, 10)}`;
}

function endpointChanges(what: string, before: readonly Endpoint[], after: readonly Endpoint[]): string[] {
  const [old, now] = [before, after].map((list) => list.map(endpointWords));
  return [
    ...(now ?? []).filter((words) => !old?.includes(words)).map((words) => `${what} at ${words}, too.`),
    ...(old ?? []).filter((words) => !now?.includes(words)).map((words) => `${what} no longer at ${words}.`),
  ];
}

function endpointWords({ binding, location, responseLocation }: Endpoint): string {
  const answers = responseLocation === null ? '' : `, answers at ${shown(responseLocation)}`;
  return `${shown(location)} (${shortUri(binding)}${answers})`;
}

function shown(text: string): string {
  return visibleText(text, 300);
}
