import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWorkbench } from './context.ts';

/** A component that is loaded when it is first shown; until then nothing stands in its place. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const loaded = signal<{ readonly component: ComponentType<Props> } | null>(null);
  return function Lazy(props: Props) {
    const { notices } = useWorkbench();
    useEffect(() => {
      if (loaded.peek() !== null) return;
      load().then((component) => {
        loaded.value = { component };
      }, notices.showError);
    }, [notices]);
    const Component = loaded.value?.component;
    return Component === undefined ? null : <Component {...props} />;
  };
}
