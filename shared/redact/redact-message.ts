import type { Owner } from '#shared/inspection/owner.ts';
import type { Report } from '#shared/report/report.ts';
import type { TextSource } from './redact-texts.ts';

/** What of a recording a message to somebody is about, with what that person knows anyway. */
export function sourceOfMessage(owner: Owner, { flows, messages, exchanges }: Report): TextSource {
  const told = new Set([
    ...flows.flatMap(({ steps, evidence }) => [
      ...steps.map(({ exchange }) => exchange),
      ...evidence.map(({ id }) => id),
    ]),
    ...messages.flatMap(({ exchange }) => exchange?.id ?? []),
  ]);
  return {
    exchanges: (exchanges?.() ?? []).filter(({ id }) => told.has(id)),
    xmls: messages.flatMap(({ exchange, document }) => (exchange === null && document !== null ? [document.text] : [])),
    kept: flows
      .flatMap(({ participants }) => participants)
      .filter(({ role }) => KNOWS[owner].includes(role))
      .flatMap(({ entityId, hosts }) => [...(entityId === null ? [] : [entityId]), ...hosts]),
  };
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
