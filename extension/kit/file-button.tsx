import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface FileButtonProps {
  word: string;
  multiple?: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** A button that lets the user choose files. The same file can be chosen twice in a row. */
export function FileButton({ word, multiple = false, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    const files = [...(input.current?.files ?? [])];
    if (input.current !== null) input.current.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <>
      <input
        name="files"
        ref={input}
        type="file"
        class="file-input"
        multiple={multiple}
        tabIndex={-1}
        aria-hidden="true"
        onChange={onChange}
      />
      <button type="button" class="button" onClick={() => input.current?.click()}>
        <Icon name="open" />
        <span>{word}</span>
      </button>
    </>
  );
}
