import { FileButton } from '../../../../kit/file-button.tsx';
import { AreaField } from '../../parts/area-field.tsx';

/** Who must have signed the metadata: a certificate as PEM, or the path of a file that the configuration names. */
export function SignerField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const take = async ([file]: readonly File[]) => {
    if (file !== undefined) onChange(await file.text());
  };
  return (
    <div class="metadata-field">
      <AreaField
        label="Certificate of who signs the metadata"
        rows={value.includes('\n') ? 6 : 2}
        value={value}
        onChange={onChange}
        hint="PEM. With it only metadata is taken that this key has signed, all of it or the entity; a federation publishes its certificate. Left empty, nobody has to sign."
      />
      <div class="card-actions">
        <FileButton word="Certificate from a file" onFiles={(files) => void take(files)} />
      </div>
    </div>
  );
}
