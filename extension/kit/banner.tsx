import { Icon } from './icon.tsx';

interface BannerProps {
  tone: 'bad' | 'warning' | 'neutral';
  text: string;
  /** What can be done about it, by its word. */
  action?: { readonly word: string; readonly run: () => void };
  onDismiss?: () => void;
}

/** One line that people should know now; what is bad is told to screen readers at once. */
export function Banner({ tone, text, action, onDismiss }: BannerProps) {
  return (
    <div class={`banner tone-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone} />
      <p>{text}</p>
      {action && (
        <button type="button" class="button small" onClick={action.run}>
          {action.word}
        </button>
      )}
      {onDismiss && (
        <button type="button" class="button small bare" aria-label="Dismiss" onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
