import type { ComponentChildren } from 'preact';

interface EmptyProps {
  title: string;
  /** Of its heading: 2 where no other stands between it and the page's. */
  level?: 2 | 3;
  children?: ComponentChildren;
}

/** What stands where there is nothing yet: why, and the next step. */
export function Empty({ title, level = 3, children }: EmptyProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div class="empty">
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}
