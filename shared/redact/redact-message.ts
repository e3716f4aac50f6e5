import type { Finding } from '#shared/inspection/finding.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { answeredId } from '#shared/report/inspect-message.ts';
import type { Report } from '#shared/report/report.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { TextSource } from './redact-texts.ts';

/** What of a recording a message to somebody is about, with what that person knows anyway. */
export function sourceOfMessage(owner: Owner, { flows, messages, findings, exchanges }: Report): TextSource {
  const told = new Set([
    ...flows.flatMap(({ steps, evidence }) => [
      ...steps.map(({ exchange }) => exchange),
      ...evidence.map(({ id }) => id),
    ]),
    ...messages.flatMap(({ exchange }) => exchange?.id ?? []),
  ]);
  return {
    exchanges: (exchanges?.() ?? []).filter(({ id }) => told.has(id)),
    // What metadata says its publisher has published.
    xmls: messages.flatMap(({ exchange, document, message }) =>
      exchange === null && document !== null && !(owner === 'publisher' && message?.kind === 'Metadata')
        ? [document.text]
        : [],
    ),
    kept: [
      ...flows
        .flatMap(({ participants }) => participants)
        .filter(({ role }) => KNOWS[owner].includes(role))
        .flatMap(({ entityId, hosts }) => [...(entityId === null ? [] : [entityId]), ...hosts]),
      ...(owner === 'publisher' ? findings.flatMap((finding) => publishedOf(finding)) : []),
    ],
    ids: owner === 'publisher' ? [] : idsOf(messages),
  };
}

/** The entity whose metadata is to be mended. */
function publishedOf(finding: Finding): readonly string[] {
  const { owner, outcome, facts } = finding.because ?? finding;
  const entity = facts['entity'];
  return owner === 'publisher' && outcome === 'fail' && typeof entity === 'string' ? [entity] : [];
}

/** Those of the messages, and not one that is somebody's name or a value as well. */
function idsOf(messages: Report['messages']): readonly string[] {
  const values = new Set<string>();
  const ids: string[] = [];
  for (const { message } of messages) {
    if (message === null) continue;
    ids.push(...[message.id, answeredId(message)].filter((id) => id !== null));
    const logout = message.kind === 'LogoutRequest' ? message.nameId : null;
    if (logout !== null) values.add(logout.value);
    for (const { subject, attributes } of assertionsOf(message)) {
      if (subject?.nameId) values.add(subject.nameId.value);
      for (const value of attributes.flatMap((attribute) => attribute.values)) values.add(value);
    }
  }
  return ids.filter((id) => !values.has(id));
}

/** Whose names each of them knows: who goes there, or stands in between, knows where. */
const KNOWS: Readonly<Record<Owner, readonly ('sp' | 'idp' | 'other')[]>> = {
  idp: ['idp'],
  sp: ['sp'],
  network: ['sp', 'idp', 'other'],
  browser: ['sp', 'idp', 'other'],
  user: ['sp', 'idp', 'other'],
  publisher: [],
};
