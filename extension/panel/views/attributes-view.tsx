import { useState } from 'preact/hooks';
import { andMore, counted, listed } from '#shared/base/count-words.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { rowLine, suggestRow } from '#shared/mapping/row-line.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { copyText } from '../../kit/copy-text.ts';
import { Empty } from '../../kit/empty.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import type { Link } from '../../store/link/link.ts';
import { filterAttributes, toTable } from '../../store/message/attributes.ts';
import { type MappedAttribute, mappedBy } from '../../store/message/mapped.ts';
import { useWorkbench } from '../parts/context.ts';

const VALUES = 200;

/** What the IdP says about the user: every attribute with every value. */
export function AttributesView({ message }: { message: InspectedMessage }) {
  const { trust } = useWorkbench();
  const [filter, setFilter] = useState('');
  const connection = trust.knowledge.value.connection ?? null;
  const attributes = assertionsInClear(message.message).flatMap((assertion) => assertion.attributes);
  const encrypted = message.message?.kind === 'Response' ? message.message.encryptedAssertions.length : 0;
  if (attributes.length === 0) return <NoAttributes encrypted={encrypted > 0} />;
  const shown = filterAttributes(attributes, filter);
  const mapped = connection === null ? null : mappedBy(connection, attributes);
  return (
    <div class="stack">
      <div class="view-tools">
        <label class="search">
          <Icon name="search" />
          <input
            name="attribute-filter"
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="attributes" aria-label="Attributes" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" class="wide-only">
                Friendly name
              </th>
              <th scope="col" class="wide-only">
                Format
              </th>
              <th scope="col">Values</th>
              <th scope="col">{connection === null ? 'Map' : 'In the session'}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((attribute) => (
              <AttributeItem
                key={attributes.indexOf(attribute)}
                attribute={attribute}
                mapped={mapped?.[attributes.indexOf(attribute)] ?? null}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function AttributeItem({ attribute, mapped }: { attribute: Attribute; mapped: MappedAttribute | null }) {
  const [limit, setLimit] = useState(VALUES);
  const { name, friendlyName, nameFormat, values } = attribute;
  return (
    <tr class="attribute">
      <th scope="row" class="attribute-name">
        <div>
          <Value text={name} />
          <CopyButton text={() => name} label={`name ${name.slice(0, 80)}`} />
        </div>
        <p class="quiet narrow-names">
          {[friendlyName, nameFormat === null ? null : shortUri(nameFormat)]
            .flatMap((each) => (each === null ? [] : [toVisibleString(each)]))
            .join(', ')}
        </p>
      </th>
      <td class="wide-only">{friendlyName !== null && <Value text={friendlyName} />}</td>
      <td class="wide-only">{nameFormat !== null && <span title={nameFormat}>{shortUri(nameFormat)}</span>}</td>
      <td class="attribute-values">
        {values.length !== 1 && <p class="quiet">{counted(values.length, 'value')}</p>}
        <ul aria-label="Values">
          {values.slice(0, limit).map((value, index) => (
            <li key={index}>
              <Value text={value} />
              <CopyButton text={() => value} label="value" />
            </li>
          ))}
          {values.length > limit && (
            <li>
              <button type="button" class="link" onClick={() => setLimit(values.length)}>
                Show all {counted(values.length, 'value')}
              </button>
            </li>
          )}
        </ul>
      </td>
      <td>
        {mapped !== null && <Made mapped={mapped} />}
        {(mapped === null || mapped.made.length + mapped.dropped === 0) && <AddToMap attribute={attribute} />}
      </td>
    </tr>
  );
}

/** As many values of a session are shown for one attribute. */
const MADE = 30;

/** What the map of the connection makes of an attribute. */
function Made({ mapped: { made, dropped } }: { mapped: MappedAttribute }) {
  return (
    <ul class="plain-list">
      {made.slice(0, MADE).map(({ name, value, changed }, index) => (
        <li key={index}>
          <strong>{toVisibleString(name)}</strong> <Value text={value} />
          {changed.length > 0 && <span class="quiet"> by {listed(changed)}</span>}
        </li>
      ))}
      {made.length > MADE && <li class="quiet">{andMore(made.length - MADE)}</li>}
      {dropped > 0 && <li class="quiet">{counted(dropped, 'value')} left out by its row</li>}
      {made.length + dropped === 0 && <li class="quiet">not in the map</li>}
    </ul>
  );
}

/** Puts the row that takes an attribute into the connection that is loaded, if one is, and offers what is to be pasted or saved. */
function AddToMap({ attribute }: { attribute: Attribute }) {
  const { trust, notices, link } = useWorkbench();
  const row = suggestRow(attribute);
  const line = rowLine(row);
  const addAtCompanion = async (linked: Link) => {
    const takeBack = await linked.addRow(row);
    await trust.addRow(row);
    const undo = async () => {
      await takeBack();
      notices.show('neutral', `The connection ${linked.chosen} is at ${linked.host} what it was before.`);
    };
    notices.show('neutral', `${linked.chosen} at ${linked.host} has a version more, with ${toVisibleString(line)}.`, {
      word: 'Undo',
      run: () => void undo().catch(notices.showError),
    });
  };
  const add = async () => {
    const isCopied = copyText(line);
    const added = await trust.addRow(row);
    const copied = isCopied ? 'The row is on the clipboard' : 'The row';
    const where =
      added === null
        ? 'it goes below attributes: of the connection'
        : 'it is judged by here from now on, and goes below attributes: of the connection for good';
    notices.show('neutral', `${copied}: ${toVisibleString(line)}; ${where}.`, saving(added?.file ?? null));
  };
  return (
    <>
      <button
        type="button"
        class="button small"
        title={toVisibleString(line)}
        onClick={() => add().catch(notices.showError)}
      >
        Add to map
      </button>
      {link.value !== null && (
        <button
          type="button"
          class="button small"
          title={`A new version of the connection ${link.value.chosen} at ${link.value.host}, with ${toVisibleString(line)}`}
          onClick={() => link.value !== null && addAtCompanion(link.value).catch(notices.showError)}
        >
          Add at {link.value.chosen}
        </button>
      )}
    </>
  );
}

/** Where the connection came as a file, that file with the row in it. */
function saving(file: string | null): { readonly word: string; readonly run: () => void } | undefined {
  if (file === null) return undefined;
  const isJson = file.trimStart().startsWith('{');
  const name = `connection.${isJson ? 'json' : 'yaml'}`;
  return { word: 'Save the file', run: () => saveFile(name, isJson ? 'application/json' : 'application/yaml', file) };
}

function NoAttributes({ encrypted }: { encrypted: boolean }) {
  if (!encrypted) return <Empty title="This message carries no attributes" />;
  return (
    <Empty title="The assertion is encrypted">
      <p>Its attributes can only be read with the service provider's private key.</p>
    </Empty>
  );
}
