import { SEEN_ATTRIBUTES, type SeenAttributes as Seen, type SeenAttribute } from '#shared/api/seen-attributes.ts';
import type { TestedValues } from '#shared/api/tested-values.ts';
import { counted } from '#shared/base/count-words.ts';
import { Icon } from '../../../../kit/icon.tsx';
import { Value } from '../../../../kit/value.tsx';
import { ask } from '../../client/ask.ts';
import { askTestedValues } from '../../client/calls.ts';
import { Loading } from '../../parts/loading.tsx';
import { type Loaded, useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { address } from '../../state/address.ts';
import { at } from '../../state/mount.ts';
import { ownTestOf } from '../../state/own-tests.ts';

/** The names of what an identity provider has sent at the logins of a connection. */
export function useSeen(prefix: string): Loaded<Seen> {
  const path = `/api/connections/${encodeURIComponent(prefix)}/seen-attributes`;
  return useLoaded(`seen ${prefix}`, () => ask(path, SEEN_ATTRIBUTES));
}

/** What came in the login test that the address names, or that was begun here last; null: there is none of one's own. */
export function useTested(prefix: string): TestedValues | null {
  const reference = address.value.query.get('test') ?? ownTestOf(prefix);
  const loaded = useLoaded<TestedValues | null>(`tested ${prefix} ${reference}`, async () =>
    reference === null ? NONE_TESTED : askTestedValues(prefix, reference),
  );
  return loaded.value;
}

const NONE_TESTED = { ok: true, value: null } as const;

interface SeenAttributesProps {
  of: Loaded<Seen>;
  tested: TestedValues | null;
  prefix: string;
  /** What the rows of the map take already. */
  mapped: readonly unknown[];
  onAdd: (attribute: SeenAttribute) => void;
}

/** What has come, by name and never by value, each with one click to a row of its own. */
export function SeenAttributes({ of, tested, prefix, mapped, onAdd }: SeenAttributesProps) {
  return (
    <section class="card seen" aria-labelledby="seen">
      <header class="card-head">
        <h2 id="seen">What has come</h2>
        <button type="button" class="button small" onClick={of.reload}>
          Look again
        </button>
      </header>
      {tested !== null && (
        <p class="quiet card-note">
          With the values of your login test of <When at={tested.at} />. Only who began it sees them here.
        </p>
      )}
      <Loading of={of} what="what has come">
        {(seen) => {
          const attributes = allOf(seen, tested);
          return attributes.length === 0 ? (
            <p class="quiet">
              Nobody has logged in at {prefix} yet. <a href={at(`/${encodeURIComponent(prefix)}/`)}>Log in once</a>, and
              the names of all attributes that came stand here. Their values are not kept.
            </p>
          ) : (
            <ul class="seen-list">
              {attributes.map((attribute) => (
                <li key={`${attribute.name} ${attribute.nameFormat}`}>
                  <Attribute
                    attribute={attribute}
                    values={valuesOf(tested, attribute)}
                    isMapped={mapped.some((from) => from === attribute.name || from === attribute.friendlyName)}
                    onAdd={() => onAdd(attribute)}
                  />
                </li>
              ))}
            </ul>
          );
        }}
      </Loading>
    </section>
  );
}

/** What came in logins, and then what came in the test alone: a test is no login, and is not counted. */
function allOf({ attributes }: Seen, tested: TestedValues | null): readonly SeenAttribute[] {
  const known = new Set(attributes.map(({ name }) => name));
  const others = (tested?.attributes ?? []).filter(({ name }) => !known.has(name));
  return [...attributes, ...others.map((each) => ({ ...each, logins: 0, lastSeenAt: tested?.at ?? 0 }))];
}

/** Null: it did not come in the test, or there was none. */
function valuesOf(tested: TestedValues | null, { name, nameFormat }: SeenAttribute): readonly string[] | null {
  const came = tested?.attributes.filter((each) => each.name === name) ?? [];
  return (came.find((each) => each.nameFormat === nameFormat) ?? came[0])?.values ?? null;
}

interface AttributeProps {
  attribute: SeenAttribute;
  values: readonly string[] | null;
  isMapped: boolean;
  onAdd: () => void;
}

function Attribute({ attribute, values, isMapped, onAdd }: AttributeProps) {
  const { name, friendlyName, logins, lastSeenAt } = attribute;
  return (
    <div class="row-line bare-line">
      <div class="row-main">
        <p>
          <Value text={friendlyName ?? name} />
        </p>
        <p class="quiet row-facts">
          {friendlyName !== null && (
            <span>
              <Value text={name} />
            </span>
          )}
          <span>
            {logins === 0 ? 'in your test' : `${counted(logins, 'login')}, last`} <When at={lastSeenAt} />
          </span>
        </p>
        {values !== null && (
          <ul class="seen-values" aria-label={`Values of ${friendlyName ?? name} in the test`}>
            {values.map((value, index) => (
              <li key={index}>
                <Value text={value} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {isMapped ? (
        <span class="quiet mapped">
          <Icon name="good" /> in the map
        </span>
      ) : (
        <button type="button" class="button small" onClick={onAdd}>
          Add<span class="for-readers"> a row for {friendlyName ?? name}</span>
        </button>
      )}
    </div>
  );
}
