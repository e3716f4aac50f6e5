import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../kit/icon.tsx';
import { toVisibleString } from '../kit/visible-text.ts';
import { useWorkbench } from './parts/context.ts';

/** The recording and the opened inputs, where there is more than one thing to look at. */
export function SheetTabs() {
  const { sheets, sheet, showSheet, closeSheet, recording } = useWorkbench();
  const strip = useRef<HTMLElement>(null);
  const current = sheet.value?.id;
  useLayoutEffect(() => {
    strip.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  if (sheets.value.length < (recording === null ? 1 : 2)) return null;
  return (
    <nav ref={strip} class="sheets" aria-label="Opened">
      <ul>
        {sheets.value.map(({ id, name, isClosable }) => (
          <li key={id} class={current === id ? 'sheet current' : 'sheet'}>
            <button
              type="button"
              class="sheet-name"
              aria-current={current === id ? 'true' : undefined}
              onClick={() => showSheet(id)}
            >
              {toVisibleString(name)}
            </button>
            {isClosable && (
              <button
                type="button"
                class="button small bare"
                aria-label={`Close ${toVisibleString(name)}`}
                onClick={() => closeSheet(id)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
