import type { Flow } from './flow.ts';

/** Whether a flow was turned away or kept from going on. Of one whose end was not seen nobody knows. */
export function hasFailed({ outcome }: Pick<Flow, 'outcome'>): boolean {
  return outcome === 'refused' || outcome === 'broken-off';
}
