import { elementFacts } from '#shared/explain/element-facts.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { Card, Fact, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';

/** Elements that no model knows, as they stand: each by its name, with what it says. Nothing where there are none. */
export function ElementCard({
  title,
  note,
  elements,
}: {
  title: string;
  note: string;
  elements: readonly XmlElement[];
}) {
  if (elements.length === 0) return null;
  return (
    <Card title={title}>
      <p class="card-note">{note}</p>
      {elements.map((element) => (
        <div key={element.start} class="part">
          <p class="part-head">
            <strong>
              <Value text={element.name} />
            </strong>
          </p>
          <Facts>
            <Fact name="Namespace" value={element.namespace || 'none'} />
            {elementFacts(element).map(({ name, values }) => (
              <Fact key={name} name={name} value={values.join(', ')} />
            ))}
          </Facts>
        </div>
      ))}
    </Card>
  );
}
