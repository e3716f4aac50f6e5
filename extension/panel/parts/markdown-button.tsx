import { Icon } from '../../kit/icon.tsx';

/** Opens what is chosen as Markdown for a ticket: redacted, to look through before it is copied. */
export function MarkdownButton({ onShare }: { onShare: () => void }) {
  return (
    <button type="button" class="button small" title="As Markdown for a ticket, redacted" onClick={onShare}>
      <Icon name="copy" />
      <span class="tool-word">Copy as Markdown…</span>
    </button>
  );
}
