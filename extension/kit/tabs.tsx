import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** One tab: its name, and a number beside it where there is one to tell. */
export interface TabItem<Name extends string> {
  readonly name: Name;
  readonly word: string;
  readonly count?: number | null;
  /** Colours the number: there is something bad behind it. */
  readonly alarming?: boolean;
}

interface TabsProps<Name extends string> {
  label: string;
  items: readonly TabItem<Name>[];
  current: Name;
  onChange: (name: Name) => void;
  /** What can be done with the whole, beside the tabs and after them. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Tabs and the panel of the current one (WAI-ARIA APG, Tabs): one stop for Tab, arrows between them. */
export function Tabs<Name extends string>({ label, items, current, onChange, actions, children }: TabsProps<Name>) {
  const id = useId();
  const strip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    strip.current?.querySelector(`[data-tab="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, items, current);
    if (target === null) return;
    event.preventDefault();
    onChange(target);
    strip.current?.querySelector<HTMLElement>(`[data-tab="${target}"]`)?.focus();
  };
  return (
    <>
      <div class="tab-bar">
        <div ref={strip} class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.name}
              type="button"
              role="tab"
              class="tab"
              id={`${id}-${item.name}`}
              data-tab={item.name}
              aria-selected={item.name === current}
              aria-controls={`${id}-panel`}
              tabIndex={item.name === current ? 0 : -1}
              onClick={() => onChange(item.name)}
            >
              {item.word}
              {item.count != null && item.count > 0 && (
                <span class={item.alarming ? 'count alarming' : 'count'}>{item.count}</span>
              )}
            </button>
          ))}
        </div>
        {actions !== undefined && <div class="tab-actions">{actions}</div>}
      </div>
      <div
        key={current}
        class="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${current}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling panel must be reachable by keyboard
        tabIndex={0}
      >
        {children}
      </div>
    </>
  );
}

function targetOf<Name extends string>(key: string, items: readonly TabItem<Name>[], current: Name): Name | null {
  const index = items.findIndex((item) => item.name === current);
  const moves: Record<string, number> = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = moves[key];
  return target === undefined ? null : (items[target % items.length]?.name ?? null);
}
