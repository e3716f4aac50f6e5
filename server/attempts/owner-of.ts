import { hashSecret } from '#server/crypto/hash-secret.ts';
import { ownerOf } from '#server/session/owner.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';

/** Strangers of one connection share so many places, by where they come from. */
const BUCKETS = 16;

/** Whose room a report takes: of the user whom a trusted signature names; of strangers, who have little. */
export interface ReportOwner {
  readonly owner: string;
  readonly isStranger: boolean;
}

/**
 * For whom a report is kept. What nobody vouches for is a stranger's, and strangers from one network share a place with a
 * sixteenth of all others: a hundred thousand posts push out no user's report, and those of few other strangers.
 */
export function reportOwner(connection: string, mapping: AssertionMapping | null, address: string): ReportOwner {
  const name = mapping === null ? null : (mapping.user?.id ?? mapping.nameId);
  if (name !== null && name !== undefined) {
    return { owner: ownerOf(connection, `${mapping?.user?.directory ?? ''}\\${name}`), isStranger: false };
  }
  const bucket = hashSecret(networkOf(address)).charCodeAt(0) % BUCKETS;
  return { owner: hashSecret(JSON.stringify(['stranger', connection, bucket])), isStranger: true };
}

/** What the session of a user was refused has a place of its own: it pushes out no report of their logins. */
export function accessOwner(connection: string, user: string): ReportOwner {
  return { owner: hashSecret(JSON.stringify(['access', connection, user.toLowerCase()])), isStranger: false };
}

/** The tests of one connection have a place of their own: an administrator began each. */
export function testOwner(connection: string): ReportOwner {
  return { owner: hashSecret(JSON.stringify(['login-tests', connection])), isStranger: false };
}

/** Of IPv6 the first half, which one customer has for himself. */
function networkOf(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
