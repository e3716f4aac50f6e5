import type { Service } from '#server/connection/service.ts';
import type { UnusedRules } from '#shared/api/decisions.ts';

const DAY = 86_400_000;

/** Rules at work that opened no app to anybody in so many days. Since when use is noted at all stands beside them. */
export async function unusedRules({ store, settings, clock }: Service, days: number): Promise<UnusedRules> {
  const use = await store.listRuleUse(settings.prefix);
  const from = clock() - days * DAY;
  const rules = settings.rules
    .filter(({ disabled }) => !disabled)
    .map(({ name }) => {
      const own = use.filter(({ rule }) => rule === name);
      const lastAt = own.length === 0 ? null : Math.max(...own.map((one) => one.lastAt));
      return { rule: name, lastAt, count: own.reduce((sum, { count }) => sum + count, 0) };
    });
  return {
    days,
    since: await store.decisionsSince(settings.prefix),
    rules: rules.filter(({ lastAt }) => lastAt === null || lastAt < from),
  };
}
