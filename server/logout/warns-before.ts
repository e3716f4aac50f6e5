import type { Service } from '#server/connection/service.ts';
import type { PageSession } from '#server/pages/html.ts';
import type { CurrentSession } from '#server/session/load-session.ts';

/** So long before the end of a session its pages say so: time enough to come back to the screen. */
const WARN_BEFORE = 2 * 60 * 1000;

/** Of a short session a fifth. */
const PART = 5;

/** Milliseconds before the end of a session at which its pages warn. */
export function warnsBefore({ settings }: Pick<Service, 'settings'>): number {
  return Math.min(WARN_BEFORE, settings.sessionTimeout / PART, settings.sessionLifetime / PART);
}

/** What a page of a session has to know to watch it. */
export function pageSession(service: Service, { end }: CurrentSession): PageSession {
  const { base, clock } = service;
  return { base, endsIn: end.at - clock(), limit: end.limit, warnBefore: warnsBefore(service) };
}
