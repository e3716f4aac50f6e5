import { useState } from 'preact/hooks';
import { numeral } from '#shared/base/count-words.ts';
import { FileButton } from '../../../../kit/file-button.tsx';
import { AreaField } from '../../parts/area-field.tsx';

interface MetadataFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Longer texts are XML, and shown only when asked for. */
const SHORT = 1000;

/** The metadata of an identity provider: pasted, from a file, or by the address where it is published. */
export function MetadataField({ value, onChange }: MetadataFieldProps) {
  const [isOpen, setOpen] = useState(value.length <= SHORT);
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    const text = await file.text();
    onChange(text);
    setOpen(text.length <= SHORT);
  };
  return (
    <div class="metadata-field">
      {isOpen ? (
        <AreaField
          label="Metadata of the identity provider"
          rows={value.includes('\n') ? 8 : 3}
          value={value}
          onChange={onChange}
          hint="Its XML, pasted or from a file; or the address where it is published (https://…), which is then looked at again by itself."
        />
      ) : (
        <p>
          <strong>Metadata of the identity provider</strong>
          <br />
          <span class="quiet">XML of {numeral(value.length)} characters.</span>
        </p>
      )}
      <div class="card-actions">
        <FileButton word="From a file" onFiles={(files) => void take(files)} />
        {!isOpen && (
          <button type="button" class="button" onClick={() => setOpen(true)}>
            Show the XML
          </button>
        )}
      </div>
    </div>
  );
}
