import { useState } from 'preact/hooks';
import { CopyButton } from '../../../../kit/copy-button.tsx';
import { Visible } from '../../../../kit/visible.tsx';

/** The XML of a message as text, laid out for reading when it is asked for; what is copied is what came. */
export function XmlText({ xml, of }: { xml: string; of: string }) {
  const [lines, setLines] = useState<readonly string[] | null>(null);
  const open = async (event: { readonly currentTarget: HTMLDetailsElement }) => {
    if (!event.currentTarget.open || lines !== null) return;
    const { layOut } = await import('./lay-out-xml.ts');
    setLines(layOut(xml));
  };
  return (
    <details onToggle={(event) => void open(event)}>
      <summary>XML</summary>
      <div class="card-actions">
        <CopyButton text={() => xml} label={`the XML of the ${of}`} withWord />
      </div>
      {lines !== null && (
        <section class="xml-text" aria-label={`XML of the ${of}`}>
          {lines.map((line, index) => (
            <p key={index}>
              <Visible text={line} />
            </p>
          ))}
        </section>
      )}
    </details>
  );
}
