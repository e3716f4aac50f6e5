/**
 * What can be done with a resource, with Qlik Sense's bit for each
 * (help.qlik.com, "Security rules: actions"), in the order of the bits.
 */
const ACTION_BITS = {
  create: 1,
  read: 2,
  update: 4,
  delete: 8,
  export: 16,
  publish: 32,
  changeOwner: 64,
  changeRole: 128,
  exportData: 256,
  offlineAccess: 512,
  distribute: 1024,
  duplicate: 2048,
  approve: 4096,
} as const;

/** The name of an action, as rules and decisions use it. */
export type RuleAction = keyof typeof ACTION_BITS;

const BY_LOWER_CASE: ReadonlyMap<string, RuleAction> = new Map(
  (Object.keys(ACTION_BITS) as RuleAction[]).map((action) => [action.toLowerCase(), action]),
);

/** Every action, in the order of the bits. */
export const RULE_ACTIONS: readonly RuleAction[] = [...BY_LOWER_CASE.values()];

/** The action of that name, in whatever case it is written, also as Qlik's console shows it (`Change owner`); null if there is none. */
export function findAction(name: string): RuleAction | null {
  return BY_LOWER_CASE.get(name.toLowerCase().replaceAll(' ', '')) ?? null;
}

/** The actions of a bit mask as Qlik exports it; null if it is no such mask, or has a bit that stands for nothing. */
export function actionsOfMask(mask: number): readonly RuleAction[] | null {
  const known = RULE_ACTIONS.filter((action) => (mask & ACTION_BITS[action]) !== 0);
  const sum = known.reduce((total, action) => total + ACTION_BITS[action], 0);
  return sum === mask ? known : null;
}

/** The bit mask of some actions. */
export function maskOfActions(actions: readonly RuleAction[]): number {
  return actions.reduce((mask, action) => mask | ACTION_BITS[action], 0);
}
