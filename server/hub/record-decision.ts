import { createHmac } from 'node:crypto';
import type { Service } from '#server/connection/service.ts';
import { userName } from '#server/session/user-name.ts';
import type { RuleUse } from '#server/store/decision-rows.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { RuleAction } from '#shared/rules/actions.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { streamResource, toRuleUser } from './decide-access.ts';
import type { JudgedApp } from './judge-app.ts';
import type { SeenAs } from './seen-as.ts';

const DAY = 86_400_000;

/** Values of one session that are noted: who has more is found by the first of them. */
const MAX_CARRIED = 500;

/** What was decided about an app. */
export interface AppDecision {
  readonly id: string;
  readonly action: RuleAction;
  readonly judged: JudgedApp;
  readonly allowed: boolean;
  readonly by: readonly string[];
  /** Code of why not; empty where it was allowed. */
  readonly reason: string;
}

/** Keeps what was decided, as long as the connection says; of what the user carried only a mark of each value. */
export async function recordDecision(
  service: Service,
  login: LoginSession,
  { id, action, judged, allowed, by, reason }: AppDecision,
): Promise<void> {
  const { store, clock, settings } = service;
  if (settings.decisionDays === 0) return;
  const at = clock();
  const rows = (judged.reading?.decision.rows ?? []).map(({ row }) => row.number);
  const decision = { at, connection: settings.prefix, user: userName(login), resource: `App_${id}`, action };
  const values = login.attributes.flatMap(({ name, values: all }) => all.map(({ value }) => ({ name, value })));
  const key = await markKey(service);
  const carried = values.slice(0, MAX_CARRIED).map((one) => markOf(key, one));
  const used = allowed ? usedRules(service, judged, by) : [];
  const seen = settings.decisionValues === 'kept' ? seenAs(judged.subject) : undefined;
  await store.addDecision(
    { ...decision, allowed, by, rows, reason },
    { carried, used, ...(seen === undefined ? {} : { seenAs: seen }) },
    at + settings.decisionDays * DAY,
  );
}

/** Characters of one user's values, as JSON: who has more is kept by marks alone. */
const MAX_SEEN = 64 * 1024;

/** What rules and access table saw of a user; undefined: it is too much to be kept. */
function seenAs({ login, environment: { ip, secureRequest }, kept }: JudgedApp['subject']): SeenAs | undefined {
  const { userDirectory, userId } = login;
  const attributes = login.attributes.map(({ name, values }) => {
    return { name, values: values.map(({ value }) => value) };
  });
  const own = kept === null ? null : kept.attributes.map(({ name, values }) => ({ name, values: [...values] }));
  const seen = { userDirectory, userId, ip, secureRequest, attributes, kept: own };
  return JSON.stringify(seen).length > MAX_SEEN ? undefined : seen;
}

/** The rules that opened an app, and those that opened its stream, which the former may ask for (HasPrivilege). */
function usedRules(
  { settings }: Service,
  { access, subject }: JudgedApp,
  by: readonly string[],
): readonly Pick<RuleUse, 'rule' | 'resource'>[] {
  const { stream, id } = access;
  const user = toRuleUser(subject.login, subject.environment, subject.kept);
  const ofStream = decideByRules(settings.rules, 'read', user, streamResource(stream)).by;
  return [
    ...by.map((rule) => ({ rule, resource: `App_${id}` })),
    ...ofStream.map((rule) => ({ rule, resource: `Stream_${stream.name}` })),
  ];
}

/** The key of the marks. */
export function markKey({ store, random }: Pick<Service, 'store' | 'random'>): Promise<string> {
  return store.secret('decision-values', random());
}

/** By which it is found who carried a value, regardless of case; without the key nobody can try values out. */
export function markOf(key: string, { name, value }: { readonly name: string; readonly value: string }): string {
  const text = JSON.stringify([name.toLowerCase(), value.toLowerCase()]);
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}
