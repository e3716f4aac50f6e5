import type { SignatureReport } from '#shared/crypto/signature.ts';
import { verdictOfCoverage } from '../../store/signature-words.ts';
import { toVisibleString } from '../../store/visible-text.ts';

/** What the bars beside the rows mean: which elements are signed, and whether that holds. */
export function SignedLegend({ signatures }: { signatures: readonly SignatureReport[] }) {
  const covering = signatures.filter(({ signed }) => signed !== null);
  if (covering.length === 0) return <p class="legend quiet">No part of it is signed.</p>;
  return (
    <p class="legend quiet">
      {covering.map(({ signed, outcome }, index) => (
        <span key={index} class="legend-item">
          <span class={`legend-bar signed-${outcome}`} />
          {toVisibleString(signed?.localName ?? '')}: {verdictOfCoverage(outcome).word.toLowerCase()}
        </span>
      ))}
    </p>
  );
}
