import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { toRuleUser } from '#server/hub/decide-access.ts';
import { SEEN_AS } from '#server/hub/seen-as.ts';
import { policyOf } from './access-policy.ts';
import { recordedDecisions } from './replay-recorded.ts';

/** People whose lines are remembered; of more than that, some come again. */
const MOST_PEOPLE = 100_000;

/**
 * The recorded decisions of a connection as lines of JSON, the newest first, for `rules replay`: each resource and each
 * person once, before what was decided about them. What is not kept of a person is not there.
 */
export async function* exportDecisions(service: Service): AsyncGenerator<string> {
  for (const { kind, id, targets } of policyOf(service).resources)
    yield lineOf({ resource: `${kind === 'app' ? 'App' : 'Stream'}_${id}`, is: targets });
  const told = new Set<string>();
  for await (const part of recordedDecisions(service)) {
    let lines = '';
    for (const { seenAs, number: _, connection: __, rows: ___, ...decision } of part) {
      if (seenAs !== null && !told.has(seenAs)) {
        if (told.size >= MOST_PEOPLE) told.clear();
        told.add(seenAs);
        lines += await personLine(service, seenAs);
      }
      lines += lineOf({ ...decision, as: seenAs });
    }
    yield lines;
  }
}

async function personLine({ store, settings }: Service, seenAs: string): Promise<string> {
  const read = v.safeParse(SEEN_AS, await store.decidedAs(settings.prefix, seenAs));
  if (!read.success) return '';
  const { ip, secureRequest, kept, attributes, ...who } = read.output;
  const valued = attributes.map(({ name, values }) => ({ name, values: values.map((value) => ({ value })) }));
  const own = kept === null ? null : { attributes: kept };
  return lineOf({ person: seenAs, is: toRuleUser({ ...who, attributes: valued }, { ip, secureRequest }, own) });
}

function lineOf(line: unknown): string {
  return `${JSON.stringify(line)}\n`;
}
