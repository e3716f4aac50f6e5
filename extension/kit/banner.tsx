import { Icon } from './icon.tsx';

interface BannerProps {
  tone: 'bad' | 'warning' | 'neutral';
  text: string;
  onDismiss?: () => void;
}

/** One line that people should know now; what is bad is told to screen readers at once. */
export function Banner({ tone, text, onDismiss }: BannerProps) {
  return (
    <div class={`banner tone-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone} />
      <p>{text}</p>
      {onDismiss && (
        <button type="button" class="button small bare" aria-label="Dismiss" onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
