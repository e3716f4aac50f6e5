import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { SequenceLane } from './sequence.ts';

/** The browser's line. */
export const BROWSER = 'browser';
/** Whoever has no line of their own. */
const OTHERS = 'others';

/** Each further party has a line, up to so many. */
const MAX_OTHERS = 2;

const TITLES: Readonly<Record<SequenceLane['role'], string>> = {
  browser: 'Browser',
  sp: 'Service provider',
  idp: 'Identity provider',
  other: 'Another host',
};

/**
 * The lines of a diagram: the browser between its service provider and its identity provider, then whoever else there was.
 *
 * @param targets addresses to which something should have gone, and nothing did
 * @param options `pastBrowser`: servers asked each other, so that a side is there though no host of it was seen
 */
export function lanesOf(
  { participants }: Flow,
  steps: readonly FlowStep[],
  targets: readonly string[],
  { redacted, pastBrowser }: { readonly redacted: boolean; readonly pastBrowser: boolean },
): readonly SequenceLane[] {
  const lane = (id: string, role: SequenceLane['role'], hosts: readonly string[]): SequenceLane => ({
    id,
    role,
    title: TITLES[role],
    hosts: redacted ? '' : hosts.join(', '),
  });
  const hostsOf = (role: 'sp' | 'idp') =>
    participants.filter((each) => each.role === role).flatMap(({ hosts }) => hosts);
  const [sp, idp] = [hostsOf('sp'), hostsOf('idp')];
  const known = new Set([...sp, ...idp]);
  const seen = [...steps.map(({ host }) => host), ...targets.map(hostOf)];
  const others = [...new Set(seen)].filter((host) => !known.has(host));
  const [own, rest] = others.length <= MAX_OTHERS ? [others, []] : [others.slice(0, 1), others.slice(1)];
  return [
    ...(sp.length === 0 && !pastBrowser ? [] : [lane(sp.join(' ') || 'sp', 'sp', sp)]),
    lane(BROWSER, 'browser', []),
    ...(idp.length === 0 && !pastBrowser ? [] : [lane(idp.join(' ') || 'idp', 'idp', idp)]),
    ...own.map((host) => lane(host, 'other', [host])),
    ...(rest.length === 0 ? [] : [{ ...lane(OTHERS, 'other', rest), title: 'Other hosts' }]),
  ];
}

/** The line of a host; the browser's own where it has none. */
export function laneOf(lanes: readonly SequenceLane[], host: string): string {
  const own = lanes.find(({ id }) => id.split(' ').includes(host));
  return own?.id ?? lanes.find(({ id }) => id === OTHERS)?.id ?? BROWSER;
}
