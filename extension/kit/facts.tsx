import { type ComponentChildren, Fragment } from 'preact';
import { CopyButton } from './copy-button.tsx';
import { Value } from './value.tsx';

/** A card: one subject, its facts below. */
export function Card({
  title,
  level = 3,
  aside,
  children,
}: {
  title: string;
  /** Of its heading: 2 where no other stands between it and the page's. */
  level?: 2 | 3;
  aside?: ComponentChildren;
  children: ComponentChildren;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section class="card">
      <header class="card-head">
        <Heading>{title}</Heading>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A list of facts. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

/** One fact; nothing at all where there is none. `copy` offers the value for the clipboard. */
export function Fact({
  name,
  value,
  note,
  copy = false,
}: {
  name: string;
  value: string | null;
  note?: string | null;
  copy?: boolean;
}) {
  if (value === null) return null;
  return (
    <div class="fact">
      <Name name={name} />
      <dd>
        <div class="fact-value">
          {value.trim() === '' ? (
            <span class="quiet">{value === '' ? 'empty' : 'white space alone'}</span>
          ) : (
            <Value text={value} />
          )}
          {note && (
            <span class="quiet note">
              <Value text={note} />
            </span>
          )}
        </div>
        {copy && <CopyButton text={() => value} label={name} />}
      </dd>
    </div>
  );
}

/** A fact whose value is more than a text. */
export function FactOf({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <Name name={name} />
      <dd>{children}</dd>
    </div>
  );
}

/** A name of the standard's, such as SingleSignOnService, is broken between its words where it has no room. */
function Name({ name }: { name: string }) {
  return (
    <dt>
      {name.split(/(?<=[a-z])(?=[A-Z])/).map((word, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </dt>
  );
}
