import { AreaField } from '../../parts/area-field.tsx';

/** What somebody is taken to carry: attributes as text, or none, for those of a session. */
export function AttributesField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <AreaField
      label="Attributes"
      value={value}
      onChange={onChange}
      rows={3}
      hint="name = value, one a line; none: those of the user’s session here"
    />
  );
}
