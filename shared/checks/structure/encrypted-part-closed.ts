import type { CheckContext } from '#shared/checks/engine/context.ts';
import { contentAlgorithm as algorithmOf, weaknessOf } from '#shared/crypto/encryption/algorithms.ts';
import type { DecryptionReason, DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import { rootOf } from '#shared/xml/navigate.ts';
import { defineCheck, type Evidence, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { isGated } from '../engine/gated.ts';
import { receiverOf } from './key-receiver.ts';

type Variant = 'opened' | 'not-own-key' | 'triple-des' | 'aes-192' | Exclude<DecryptionReason, 'no-key'>;

/** What no reader opens with these keys; the rest is what this one does not open, and another may. */
const FAILURES: readonly Variant[] = ['wrong-key', 'not-own-key', 'damaged', 'structure', 'rsa15-forbidden'];

/**
 * Every encrypted part was opened by the keys at hand; if not, why. Without any key nothing is tried, and another check
 * says so. A gate that cannot open a part refuses for this: that the rest could not be looked at follows from it.
 */
export const encryptedPartClosed = defineCheck({
  code: 'encrypted-part-closed',
  rank: 220,
  owner: 'receiver',
  severity: 'error',
  clause: 'xmlenc-core1 4.4',
  appliesTo: ['Response', 'Assertion', 'Assertion11', 'LogoutRequest', 'SecurityTokenResponse', 'Other'],
  gate: 'if-there',
  variants: [
    'opened',
    'not-own-key',
    'triple-des',
    'aes-192',
    'wrong-key',
    'damaged',
    'structure',
    'rsa15-forbidden',
    'content-algorithm-unsupported',
    'transport-algorithm-unsupported',
  ],
  run: (context) => (context.subject.decryptions ?? []).flatMap((report) => judge(context, report)),
});

function judge(context: CheckContext, report: DecryptionReport): readonly Verdict<Variant>[] {
  const { element, reason } = report;
  if (reason === 'no-key') return [];
  const root = context.subject.message.element;
  const evidence: Evidence = {
    // A part that stayed closed beside one that was opened stands in an earlier text: its offsets mean nothing here.
    at: rootOf(element) === rootOf(root) ? element : root,
    facts: {
      part: element.localName,
      content: lastPart(report.contentAlgorithm),
      transport: transportOf(report),
      receiver: receiverOf(element),
    },
  };
  if (reason === null)
    return [isForbidden(context, report) ? fail('rsa15-forbidden', evidence) : pass('opened', evidence)];
  const variant = variantOf(context, report, reason);
  return [
    FAILURES.includes(variant) || isGated(context) ? fail(variant, evidence) : unknown(variant, 'algorithm', evidence),
  ];
}

/** An inspector opens with the user's own key what a gate, which anybody may ask, does not. */
function isForbidden(context: CheckContext, { transportAlgorithm }: DecryptionReport): boolean {
  if (!isGated(context) || context.knowledge.connection?.accept.rsa15 !== false) return false;
  return transportAlgorithm !== null && weaknessOf(transportAlgorithm) === 'rsa15';
}

function variantOf(
  context: CheckContext,
  { contentAlgorithm }: DecryptionReport,
  reason: Exclude<DecryptionReason, 'no-key'>,
): Variant {
  if (reason === 'wrong-key') return isGated(context) && context.receiver === 'sp' ? 'not-own-key' : reason;
  if (reason !== 'content-algorithm-unsupported') return reason;
  const uri = contentAlgorithm ?? '';
  if (weaknessOf(uri) === 'triple-des') return 'triple-des';
  return algorithmOf(uri)?.keySize === 24 ? 'aes-192' : reason;
}

/** `rsa-oaep (digest SHA-256, mask SHA-1)` */
function transportOf({ transportAlgorithm, oaep }: DecryptionReport): string {
  const name = lastPart(transportAlgorithm);
  return oaep === null ? name : `${name} (digest ${oaep.digest}, mask ${oaep.mask})`;
}

function lastPart(uri: string | null): string {
  return uri === null ? 'not stated' : uri.replace(/^.*[#/]/, '').slice(0, 80);
}
