import { Icon, type IconName } from './icon.tsx';

interface ToolButtonProps {
  icon: IconName;
  word: string;
  title: string;
  /** For a switch: whether it is on. */
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** A button of the toolbar; where room is scarce only its icon is seen. */
export function ToolButton({ icon, word, title, pressed, disabled = false, onClick }: ToolButtonProps) {
  return (
    <button
      type="button"
      class="button tool"
      title={title}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="tool-word">{word}</span>
    </button>
  );
}
