import { counted } from '#shared/base/count-words.ts';
import { namespaceFacts } from '#shared/explain/facts/namespace-facts.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';

/** What the prefixes of a message stand for. */
export function Namespaces({ document }: { document: XmlDocument }) {
  const facts = namespaceFacts(document.root);
  if (facts.length === 0) return null;
  return (
    <details class="namespaces">
      <summary class="quiet">{counted(facts.length, 'namespace')}</summary>
      <dl class="facts">
        {facts.map(({ prefix, namespace, meaning }) => (
          <div key={`${prefix} ${namespace}`} class="fact">
            <dt class="code">{prefix === '' ? 'without prefix' : toVisibleString(prefix)}</dt>
            <dd>
              <div class="fact-value">
                <span>{meaning ?? 'none that is known here'}</span>{' '}
                <span class="quiet note code">
                  <Value text={namespace} />
                </span>
              </div>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
