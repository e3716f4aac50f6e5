import { useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { filterAttributes, toTable } from '../../store/attributes.ts';

const VALUES = 200;

/** What the IdP says about the user: every attribute with every value. */
export function AttributesView({ message }: { message: InspectedMessage }) {
  const [filter, setFilter] = useState('');
  const attributes = assertionsInClear(message.message).flatMap((assertion) => assertion.attributes);
  const encrypted = message.message?.kind === 'Response' ? message.message.encryptedAssertions.length : 0;
  if (attributes.length === 0) return <NoAttributes encrypted={encrypted > 0} />;
  const shown = filterAttributes(attributes, filter);
  return (
    <div class="stack">
      <div class="view-tools">
        <label class="search">
          <Icon name="search" />
          <input
            type="search"
            placeholder="Filter attributes"
            aria-label="Filter attributes by name or value"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
        <span class="quiet" role="status">
          {shown.length === attributes.length
            ? counted(attributes.length, 'attribute')
            : `${shown.length} of ${counted(attributes.length, 'attribute')}`}
        </span>
        <span class="spacer" />
        <CopyButton text={() => toTable(shown)} label="all as a table" withWord />
      </div>
      <ul class="attributes" aria-label="Attributes">
        {shown.map((attribute, index) => (
          <AttributeItem key={index} attribute={attribute} />
        ))}
      </ul>
    </div>
  );
}

function AttributeItem({ attribute }: { attribute: Attribute }) {
  const [limit, setLimit] = useState(VALUES);
  const { name, friendlyName, nameFormat, values } = attribute;
  return (
    <li class="attribute">
      <div class="attribute-name">
        <div>
          <Value text={name} />
          <CopyButton text={() => name} label={`name ${name.slice(0, 80)}`} />
        </div>
        <p class="quiet">
          {friendlyName !== null && <Value text={friendlyName} />}
          {nameFormat !== null && <span title={nameFormat}>{shortUri(nameFormat)}</span>}
          {values.length !== 1 && <span>{counted(values.length, 'value')}</span>}
        </p>
      </div>
      <ul class="attribute-values" aria-label="Values">
        {values.slice(0, limit).map((value, index) => (
          <li key={index}>
            <Value text={value} />
            <CopyButton text={() => value} label="value" />
          </li>
        ))}
        {values.length === 0 && <li class="quiet">no value</li>}
        {values.length > limit && (
          <li>
            <button type="button" class="link" onClick={() => setLimit(values.length)}>
              Show all {counted(values.length, 'value')}
            </button>
          </li>
        )}
      </ul>
    </li>
  );
}

function NoAttributes({ encrypted }: { encrypted: boolean }) {
  if (!encrypted) return <Empty title="This message carries no attributes" />;
  return (
    <Empty title="The assertion is encrypted">
      <p>Its attributes can only be read with the service provider's private key.</p>
    </Empty>
  );
}
