import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../kit/icon.tsx';
import { toVisibleString } from '../kit/visible-text.ts';
import { useWorkbench } from './parts/context.ts';

/** The recording and the opened inputs, where there is more than one thing to look at. */
export function SourceTabs() {
  const { sources, source, showSource, closeSource, recording } = useWorkbench();
  const strip = useRef<HTMLElement>(null);
  const current = source.value?.id;
  useLayoutEffect(() => {
    strip.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  if (sources.value.length < (recording === null ? 1 : 2)) return null;
  return (
    <nav ref={strip} class="sources" aria-label="Opened">
      <ul>
        {sources.value.map(({ id, name, isClosable }) => (
          <li key={id} class={current === id ? 'source current' : 'source'}>
            <button
              type="button"
              class="source-name"
              title={toVisibleString(name)}
              aria-current={current === id ? 'true' : undefined}
              onClick={() => showSource(id)}
            >
              {toVisibleString(name)}
            </button>
            {isClosable && (
              <button
                type="button"
                class="button small bare"
                aria-label={`Close ${toVisibleString(name)}`}
                onClick={() => closeSource(id)}
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
