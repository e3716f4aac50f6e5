import { readHistory } from '#shared/what-if/read-history.ts';
import { replayDecisions } from '#shared/what-if/replay-decisions.ts';
import { type Row, toLimitRow } from '../row.ts';
import { makeRules } from './rule-set.ts';

const DECISIONS = 1_000_000;
const PEOPLE = 10_000;
const RESOURCES = 500;
const RULES = 100;

/** A recorded history as the companion exports it: whoever and whatever it speaks of, then what was decided. */
function* history(): Generator<string> {
  for (let index = 0; index < RESOURCES; index++) {
    const type = index % 2 === 0 ? 'App' : 'Stream';
    const is = [{ resourcetype: type, id: `${index}`, name: `Area${index} of many`, '@level': ['open'] }];
    yield JSON.stringify({ resource: `${type}_${index}`, is });
  }
  for (let index = 0; index < PEOPLE; index++) {
    const group = [`Group${(index * 37) % RULES}`, `Group${(index * 11) % 500}`, 'Everybody'];
    yield JSON.stringify({ person: `p${index}`, is: { userId: `user${index}`, environment: { group } } });
  }
  for (let index = 0; index < DECISIONS; index++) {
    const [who, what] = [(index * 7919) % PEOPLE, (index * 13 + (index >> 3)) % RESOURCES];
    const resource = `${what % 2 === 0 ? 'App' : 'Stream'}_${what}`;
    const by = index % 3 === 0 ? ['an older rule'] : [];
    const told = { at: index, user: `BENCH\\user${who}`, resource, action: 'read', allowed: by.length > 0, by };
    yield JSON.stringify({ ...told, reason: by.length > 0 ? '' : 'no-rule', as: `p${who}` });
  }
}

/** A million recorded decisions read line by line and decided again: processor time of all of it. */
export function measureReplay(): Row {
  console.log(`rules: ${DECISIONS.toLocaleString('en')} recorded decisions again, by ${RULES} rules`);
  const rules = makeRules(RULES);
  const lines = [...history()];
  const start = process.cpuUsage();
  const reader = readHistory();
  const replay = replayDecisions({ rules, find: reader.find, hasTables: false });
  for (const line of lines) {
    const read = reader.read(line);
    if (read !== null) replay.add(read.decision, read.person);
  }
  const { decisions, unknown, gains, losses } = replay.result();
  const { user, system } = process.cpuUsage(start);
  console.log(`  ${gains.decisions.toLocaleString('en')} gained, ${losses.decisions.toLocaleString('en')} lost`);
  if (decisions !== DECISIONS || unknown > 0 || gains.decisions === 0 || losses.decisions === 0)
    throw new Error('the bench of rules replays nothing');
  return toLimitRow('rules-replay', (user + system) / 1000, 'ms', 'a million decisions', 10_000);
}
