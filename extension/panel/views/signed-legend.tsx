import type { SignatureReport } from '#shared/crypto/signature.ts';
import { coverageVerdict } from '#shared/explain/facts/signature-facts.ts';
import { toVisibleString } from '../../kit/visible-text.ts';

/** What the bars beside the rows mean: which elements are signed, and whether that holds. */
export function SignedLegend({ signatures, opened }: { signatures: readonly SignatureReport[]; opened: boolean }) {
  const covering = signatures.filter(({ signed }) => signed !== null);
  return (
    <p class="legend quiet">
      {covering.length === 0 && <span class="legend-item">No part of it is signed.</span>}
      {covering.map(({ signed, outcome }, index) => (
        <span key={index} class="legend-item">
          <span class={`legend-bar signed-${outcome}`} />
          {toVisibleString(signed?.localName ?? '')}: {coverageVerdict(outcome).word.toLowerCase()}
        </span>
      ))}
      {opened && (
        <span class="legend-item">
          <span class="legend-bar opened-bar" />
          came encrypted, opened here
        </span>
      )}
    </p>
  );
}
