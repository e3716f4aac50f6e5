import { signal } from '@preact/signals';
import type { ComponentChild, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWorkbench } from './context.ts';

/** A component that is loaded when it is first shown, or ahead of that by `preload`. */
interface Lazy<Props extends object> {
  (props: Props): ComponentChild;
  preload(): Promise<void>;
}

/** A component that is loaded when it is first shown; until then nothing stands in its place. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): Lazy<Props> {
  const loaded = signal<{ readonly component: ComponentType<Props> } | null>(null);
  const preload = async () => {
    if (loaded.peek() === null) loaded.value = { component: await load() };
  };
  function Lazily(props: Props) {
    const { notices } = useWorkbench();
    useEffect(() => {
      preload().catch(notices.showError);
    }, [notices]);
    const Component = loaded.value?.component;
    return Component === undefined ? null : <Component {...props} />;
  }
  return Object.assign(Lazily, { preload });
}
