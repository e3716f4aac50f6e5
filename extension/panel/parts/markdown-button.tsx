import { useEffect, useState } from 'preact/hooks';
import type { toMarkdownReport as Write } from '#shared/report/markdown-report.ts';
import type { Report } from '#shared/report/report.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { useWorkbench } from './context.ts';

/**
 * Copies a report as Markdown, for a ticket. The writer is loaded after the rest is on screen: what is copied must be
 * there when the button is pressed.
 */
export function MarkdownButton({ report }: { report: () => Report }) {
  const { notices } = useWorkbench();
  const [write, setWrite] = useState<{ readonly toMarkdown: typeof Write } | null>(null);
  useEffect(() => {
    import('#shared/report/markdown-report.ts').then(
      ({ toMarkdownReport }) => setWrite({ toMarkdown: toMarkdownReport }),
      notices.showError,
    );
  }, [notices]);
  return (
    <CopyButton
      text={() => write?.toMarkdown(report(), { all: false }) ?? ''}
      label="as Markdown"
      words="Copy as Markdown"
      disabled={write === null}
    />
  );
}
