import type { Stream } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import { appResource, type RequestEnvironment, streamResource, toRuleUser } from '#server/hub/decide-access.ts';
import { appTargets, type ClosedTarget } from '#server/hub/explain-closed.ts';
import { readApp, reductionUser } from '#server/hub/read-app.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import { RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { DecisionsError } from './decisions-error.ts';

/** A stream or an app of a connection, as rules see it. */
export interface Resource {
  readonly kind: 'stream' | 'app';
  readonly id: string;
  readonly name: string;
  /** An app that several streams have is several for rules: one that opens it is enough. */
  readonly targets: readonly RuleObject[];
}

/** Somebody whose access is asked about. */
export type Asked = Pick<LoginSession, 'userDirectory' | 'userId' | 'attributes'>;

/** What somebody may do with a resource. */
export interface Access {
  readonly grants: readonly { readonly action: RuleAction; readonly by: readonly string[] }[];
  /** What of its data is seen, in words; null: it has none, or may not be read. */
  readonly sees: string | null;
  /** Whether it opens: it may be read, and if it has data, some of it is seen. */
  readonly isOpen: boolean;
}

/** Where requests are thought to come from that nobody made. */
export function noRequest({ url }: Service): RequestEnvironment {
  return { ip: '', secureRequest: url.startsWith('https:') };
}

/** Streams, then apps, each once. */
export function resourcesOf(streams: readonly Stream[]): readonly Resource[] {
  const apps = new Map<string, Resource>();
  for (const stream of streams) {
    for (const app of stream.apps) {
      const targets = [...(apps.get(app.id)?.targets ?? []), appResource(stream, app)];
      apps.set(app.id, { kind: 'app', id: app.id, name: app.name, targets });
    }
  }
  const own = streams.map((stream) => {
    return { kind: 'stream', id: stream.name, name: stream.name, targets: [streamResource(stream)] } as const;
  });
  return [...own, ...apps.values()];
}

/** The same with the stream of each, for explanations. */
export function closedTargets(streams: readonly Stream[], { kind, id, targets }: Resource): readonly ClosedTarget[] {
  return kind === 'app' ? appTargets(streams, id) : targets.map((resource) => ({ resource, stream: null }));
}

/** @throws WorkbenchError `resource-unknown` */
export function findResource({ settings }: Service, kind: Resource['kind'], id: string): Resource {
  const found = resourcesOf(settings.streams).find((one) => one.kind === kind && one.id === id);
  if (found === undefined) throw new DecisionsError('resource-unknown', { connection: settings.prefix, kind, id });
  return found;
}

/**
 * What rules and access table let somebody do with a resource, by what they carry.
 * @param name what words call them
 */
export function accessTo(service: Service, resource: Resource, asked: Asked, name = 'who has it'): Access {
  const { rules } = service.settings;
  const user = toRuleUser(asked, noRequest(service));
  const actions = RULE_ACTIONS.filter((action) => rules.some((rule) => rule.actions.includes(action)));
  const grants = actions.flatMap((action) => {
    const by = resource.targets.flatMap((target) => decideByRules(rules, action, user, target).by);
    return by.length === 0 ? [] : [{ action, by: [...new Set(by)] }];
  });
  const mayRead = grants.some(({ action }) => action === 'read');
  const reading = mayRead && resource.kind === 'app' ? readApp(service, resource.id, reductionUser(asked)) : null;
  if (reading === null) return { grants, sees: null, isOpen: mayRead };
  const person = { isReader: false, name } as const;
  const sees = reductionWords(reading.decision, person, reading.data.fields);
  return { grants, sees, isOpen: reading.decision.allowed };
}
