import { SEEN_ATTRIBUTES, type SeenAttributes as Seen, type SeenAttribute } from '#shared/api/seen-attributes.ts';
import { counted } from '#shared/base/count-words.ts';
import { Icon } from '../../../../kit/icon.tsx';
import { Value } from '../../../../kit/value.tsx';
import { ask } from '../../client/ask.ts';
import { Loading } from '../../parts/loading.tsx';
import { type Loaded, useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { at } from '../../state/mount.ts';

/** The names of what an identity provider has sent at the logins of a connection. */
export function useSeen(prefix: string): Loaded<Seen> {
  const path = `/api/connections/${encodeURIComponent(prefix)}/seen-attributes`;
  return useLoaded(`seen ${prefix}`, () => ask(path, SEEN_ATTRIBUTES));
}

interface SeenAttributesProps {
  of: Loaded<Seen>;
  prefix: string;
  /** What the rows of the map take already. */
  mapped: readonly unknown[];
  onAdd: (attribute: SeenAttribute) => void;
}

/** What has come, by name and never by value, each with one click to a row of its own. */
export function SeenAttributes({ of, prefix, mapped, onAdd }: SeenAttributesProps) {
  return (
    <section class="card seen" aria-labelledby="seen">
      <header class="card-head">
        <h2 id="seen">What has come</h2>
        <button type="button" class="button small" onClick={of.reload}>
          Look again
        </button>
      </header>
      <Loading of={of} what="what has come">
        {({ attributes }) =>
          attributes.length === 0 ? (
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
                    isMapped={mapped.some((from) => from === attribute.name || from === attribute.friendlyName)}
                    onAdd={() => onAdd(attribute)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
    </section>
  );
}

function Attribute({ attribute, isMapped, onAdd }: { attribute: SeenAttribute; isMapped: boolean; onAdd: () => void }) {
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
            {counted(logins, 'login')}, last <When at={lastSeenAt} />
          </span>
        </p>
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
