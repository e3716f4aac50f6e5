import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { DecryptionReason, DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import { rootOf } from '#shared/xml/navigate.ts';
import { defineCheck, type Evidence, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { receiverOf } from './key-receiver.ts';

type Variant = 'opened' | Exclude<DecryptionReason, 'no-key'>;

/** What can never be opened, and what this platform or this connection does not open. */
const FAILURES: readonly Variant[] = ['wrong-key', 'damaged', 'structure', 'rsa15-forbidden'];

/** Every encrypted part was opened by the keys at hand; if not, why. Without any key nothing is tried, and another check says so. */
export const encryptedPartClosed = defineCheck({
  code: 'encrypted-part-closed',
  severity: 'error',
  clause: 'xmlenc-core1 4.4',
  appliesTo: ['Response', 'Assertion', 'Assertion11', 'LogoutRequest', 'SecurityTokenResponse', 'Other'],
  variants: [
    'opened',
    'wrong-key',
    'damaged',
    'structure',
    'rsa15-forbidden',
    'content-algorithm-unsupported',
    'transport-algorithm-unsupported',
  ],
  run: (context) => (context.subject.decryptions ?? []).flatMap((report) => judge(context, report)),
});

function judge({ subject }: CheckContext, report: DecryptionReport): readonly Verdict<Variant>[] {
  const { element, reason } = report;
  if (reason === 'no-key') return [];
  const root = subject.message.element;
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
  if (reason === null) return [pass('opened', evidence)];
  return [FAILURES.includes(reason) ? fail(reason, evidence) : unknown(reason, evidence)];
}

/** `rsa-oaep (digest SHA-256, mask SHA-1)` */
function transportOf({ transportAlgorithm, oaep }: DecryptionReport): string {
  const name = lastPart(transportAlgorithm);
  return oaep === null ? name : `${name} (digest ${oaep.digest}, mask ${oaep.mask})`;
}

function lastPart(uri: string | null): string {
  return uri === null ? 'not stated' : uri.replace(/^.*[#/]/, '').slice(0, 80);
}
