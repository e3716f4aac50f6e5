import { parameterSignatureGroup, signatureGroup, signatureVerdict } from '#shared/explain/facts/signature-facts.ts';
import type { OutcomeWords } from '#shared/explain/facts/verdict.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { readTrust } from './read-trust.ts';

/** What one signature is by keys that are only tried. */
export interface TriedSignature {
  /** `On Response` */
  readonly title: string;
  readonly verdict: OutcomeWords;
  /** Why it does not hold; null where it does. */
  readonly note: string | null;
}

/**
 * Verifies the signatures of a message by a certificate or metadata that nobody trusts yet, and by nothing else: what is
 * known otherwise (private keys, the time) stays.
 *
 * @throws WorkbenchError where the text is neither
 */
export async function tryKeys(
  message: InspectedMessage,
  text: string,
  known: Knowledge,
): Promise<readonly TriedSignature[]> {
  const { entities, keys } = await readTrust(text);
  const knowledge = { ...known, entities, keys, connection: null };
  const again = await inspectAgain(message, knowledge);
  if (again === null) return [];
  const { signatures, redirectSignature, reading } = again;
  const isForm = BINDINGS[reading.binding].signedBeside === 'form';
  const inside = signatures.map((report) => tell(signatureGroup(report), signatureVerdict(report)));
  if (redirectSignature === null) return inside;
  return [tell(parameterSignatureGroup(redirectSignature, isForm), signatureVerdict(redirectSignature)), ...inside];
}

function tell({ title, note }: { title: string; note: string | null }, verdict: OutcomeWords): TriedSignature {
  return { title, verdict, note: verdict.outcome === 'good' ? null : note };
}

/** By the same way as all else: what came with an exchange is read out of it, what was pasted out of its XML. */
async function inspectAgain(message: InspectedMessage, knowledge: Knowledge): Promise<InspectedMessage | null> {
  const [{ createTrace }, { inspectInput }] = await Promise.all([
    import('#shared/report/trace.ts'),
    import('#shared/report/inspect.ts'),
  ]);
  if (message.exchange === null) {
    const { messages } = await inspectInput(message.wire?.xml ?? '', knowledge);
    return messages[0] ?? null;
  }
  const trace = createTrace({ knowledge });
  await trace.add(message.exchange);
  return trace.report().messages.find(({ wire }) => wire?.xml === message.wire?.xml) ?? null;
}
