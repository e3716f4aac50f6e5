import type { ComponentChildren } from 'preact';
import { goTo } from '../state/address.ts';

interface LinkProps {
  href: string;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

/** A link within the console: followed without loading the page anew, and in another tab as any link. */
export function Link({ href, class: name, current = false, children }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href);
  };
  return (
    <a href={href} class={name} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  );
}
