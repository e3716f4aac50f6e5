import { signal } from '@preact/signals';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Completions } from '#shared/filter/complete-filter.ts';
import { Icon } from '../../kit/icon.tsx';
import { ToolButton } from '../../kit/tool-button.tsx';
import type * as Completing from '../../store/list/completing.ts';
import { exchangesOf } from '../../store/share/exchanges-of.ts';
import { useWorkbench } from '../parts/context.ts';

/** What completes filters: loaded when somebody first goes to the field. */
const completing = signal<typeof Completing | null>(null);

/** The filter over the list, with what it may go on with (WAI-ARIA APG, Combobox, list autocomplete). */
export function FilterBox() {
  const workbench = useWorkbench();
  const { view, notices } = workbench;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<Completions | null>(null);
  const [active, setActive] = useState(-1);
  const problems = view.filterProblems.value;
  const options = shown?.options ?? [];
  const isOpen = options.length > 0;

  const load = async (): Promise<void> => {
    completing.value ??= await import('../../store/list/completing.ts');
  };
  const offer = () => {
    const input = field.current;
    const complete = completing.value?.complete;
    if (input === null || complete === undefined || document.activeElement !== input) return;
    setActive(-1);
    setShown(complete(input.value, input.selectionStart ?? 0, seen()));
  };
  const seen = () => {
    const { messages, flows } = workbench.report.peek();
    return { messages, flows, exchanges: exchangesOf(workbench) };
  };
  const close = () => setShown(null);
  const take = (index: number) => {
    const [input, option, taken] = [field.current, options[index], completing.value?.take];
    if (input === null || option === undefined || shown === null || taken === undefined) return;
    const { text, caret } = taken(input.value, shown, option.text);
    view.filter.value = text;
    input.value = text;
    input.setSelectionRange(caret, caret);
    offer();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) offer();
      // One place more than options: there nothing is chosen, and what was typed stands.
      else setActive(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && isOpen && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Enter') close();
    else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    }
  };
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return (
    <search class="filter">
      <label class="search">
        <Icon name="search" />
        <input
          name="filter"
          ref={field}
          type="text"
          role="combobox"
          placeholder="Filter: is:refused, user:anne…"
          aria-label="Filter messages by any text in them"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
          aria-describedby={`${id}-problem`}
          autocomplete="off"
          spellcheck={false}
          title="Any text, or by name: is:refused owner:sp issuer:okta attr:groups user:anne status:403 after:10:00"
          value={view.filter.value}
          onInput={(event) => {
            view.filter.value = event.currentTarget.value;
            void load().then(offer, notices.showError);
          }}
          onFocus={() => void load().then(offer, notices.showError)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="filter-help" hidden={!isOpen && problems.length === 0}>
        <p id={`${id}-problem`} class="filter-problem" role="status">
          {problems.join(' ')}
        </p>
        <div id={`${id}-list`} role="listbox" aria-label="Ways to go on" hidden={!isOpen}>
          {options.map(({ text, note }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the field choose among them
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <div
              key={text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The field must not lose the focus to what is pressed.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <bdi class="code">{text}</bdi>
              {note !== '' && <span class="quiet">{note}</span>}
            </div>
          ))}
        </div>
      </div>
      <ToolButton
        icon="warning"
        word="Failures"
        title="Only what failed"
        pressed={view.onlyFailures.value}
        onClick={() => (view.onlyFailures.value = !view.onlyFailures.value)}
      />
    </search>
  );
}
