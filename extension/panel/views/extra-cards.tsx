import { elementGroup } from '#shared/explain/facts/element-facts.ts';
import { group } from '#shared/explain/facts/fact.ts';
import { extensionsOf, soapHeadersOf } from '#shared/explain/facts/message-extras.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { FactCard } from '../parts/fact-rows.tsx';

/** What stands in and around a message besides what SAML itself says; of an element that no model knows, all of it. */
export function ExtraCards({ message: { kind, element } }: { message: SamlMessage }) {
  return (
    <>
      <ElementCard
        title="Element"
        note="This is no message that is known here. It says:"
        elements={kind === 'Other' ? [element] : []}
      />
      <ElementCard
        title="Extensions"
        note="What the two sides agreed on beside the standard; others leave it aside."
        elements={extensionsOf(element)}
      />
      <ElementCard
        title="SOAP headers"
        note="Header blocks of the envelope around the message."
        elements={soapHeadersOf(element)}
      />
    </>
  );
}

interface ElementCardProps {
  title: string;
  note: string;
  elements: readonly XmlElement[];
}

function ElementCard({ title, note, elements }: ElementCardProps) {
  if (elements.length === 0) return null;
  return <FactCard group={group(title, [], { note, groups: elements.map(elementGroup) })} />;
}
