import { FactOf } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { useWorkbench } from '../parts/context.ts';

/** Which of the trusted certificates were tried, by name where they are known. */
export function TriedFact({ tried }: { tried: readonly string[] }) {
  const { trust } = useWorkbench();
  const subjects = new Map(
    trust.knowledge.value.keys.map(({ certificate }) => [certificate.sha256, certificate.subject]),
  );
  return (
    <FactOf name="Tried">
      {tried.length === 0 ? (
        <span class="quiet">no trusted certificate is for this issuer</span>
      ) : (
        <ul class="plain-list">
          {tried.map((sha256) => (
            <li key={sha256}>
              <Value text={subjects.get(sha256) ?? 'certificate'} />{' '}
              <span class="quiet code">{sha256.slice(0, 16)}…</span>
            </li>
          ))}
        </ul>
      )}
    </FactOf>
  );
}
