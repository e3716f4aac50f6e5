import { useState } from 'preact/hooks';
import { AreaField } from '../../parts/area-field.tsx';
import { CheckField } from '../../parts/check-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { printValues, type Row, readValues, withKey } from './attribute-rows.ts';
import { textAt } from './draft.ts';

const BY = [
  ['', 'Name, else FriendlyName'],
  ['name', 'Name alone'],
  ['friendlyName', 'FriendlyName alone'],
] as const;

const NESTED = [
  ['', 'its text (usual)'],
  ['text', 'its text'],
  ['qualified', 'NameQualifier!SPNameQualifier!text'],
] as const;

const FOLD = [
  ['', 'as they come'],
  ['lower', 'in lower case'],
  ['upper', 'in upper case'],
] as const;

const OTHERWISE = [
  ['', 'usual'],
  ['keep', 'kept as it is'],
  ['drop', 'left out'],
  ['refuse', 'no login'],
] as const;

interface AttributeRowProps {
  row: Row;
  number: number;
  /** Names that the identity provider has sent. */
  names: readonly string[];
  onChange: (row: Row) => void;
  onRemove: () => void;
}

/** One row of the attribute map: what comes, what it becomes, and the steps between. */
export function AttributeRow({ row, number, names, onChange, onRemove }: AttributeRowProps) {
  const put = (key: string) => (value: unknown) => onChange(withKey(row, key, value));
  const [from, to] = [textAt(row, 'from'), textAt(row, 'to')];
  const title = from === '' && to === '' ? `Row ${number}` : `Row ${number}: ${from || '?'} becomes ${to || '?'}`;
  return (
    <li class="card map-row">
      <fieldset class="bare-set">
        <legend class="for-readers">{title}</legend>
        <div class="map-fields">
          <TextField
            label="What comes"
            value={from}
            onChange={put('from')}
            choices={names}
            hint="Name or FriendlyName, exactly"
          />
          <TextField label="What it becomes" value={to} onChange={put('to')} hint="Name of the session attribute" />
          <div class="map-end">
            <CheckField label="Required" checked={row['required'] === true} onChange={put('required')} />
            <button type="button" class="button small" onClick={onRemove}>
              Remove<span class="for-readers"> row {number}</span>
            </button>
          </div>
        </div>
        <details>
          <summary>Steps for its values{stepsOf(row)}</summary>
          <Steps row={row} put={put} />
        </details>
      </fieldset>
    </li>
  );
}

/** Which steps a row has, so that they are seen while they are folded. */
function stepsOf(row: Row): string {
  const there = ['by', 'nameFormat', 'nested', 'split', 'extract', 'fold', 'values'].filter(
    (key) => row[key] !== undefined,
  );
  return there.length === 0 ? '' : `: ${there.join(', ')}`;
}

interface StepsProps {
  row: Row;
  put: (key: string) => (value: unknown) => void;
}

function Steps({ row, put }: StepsProps) {
  const choice = <Name extends string>(key: string, options: readonly (readonly [Name, string])[]) => {
    const value = options.find(([name]) => name === row[key])?.[0] ?? options[0]?.[0];
    return value === undefined ? null : { value, options, onChange: put(key) };
  };
  const [by, nested, fold] = [choice('by', BY), choice('nested', NESTED), choice('fold', FOLD)];
  const [unmatched, unmapped] = [choice('unmatched', OTHERWISE), choice('unmapped', OTHERWISE)];
  return (
    <div class="form steps">
      <div class="two-fields">
        {by && <SelectField label="Compared with" {...by} />}
        <TextField label="Only of the NameFormat" value={textAt(row, 'nameFormat')} onChange={put('nameFormat')} />
        {nested && <SelectField label="Of a NameID in a value" {...nested} />}
        <TextField
          label="Split at"
          value={textAt(row, 'split')}
          onChange={put('split')}
          hint="Where a list comes joined in one value, such as ;"
        />
        <TextField
          label="Take out by pattern"
          value={textAt(row, 'extract')}
          onChange={put('extract')}
          code
          hint="CN=([^,]+),.* makes Sales of CN=Sales,OU=Groups"
        />
        {unmatched && <SelectField label="What does not match is" {...unmatched} />}
        {fold && <SelectField label="Letters" {...fold} />}
      </div>
      <ValueMap row={row} put={put} />
      {unmapped && <SelectField label="What is not in the list of values is" {...unmapped} />}
    </div>
  );
}

/** Typed as text; what is not finished yet stays in the field and out of the document. */
function ValueMap({ row, put }: StepsProps) {
  const [text, setText] = useState(() => printValues(row));
  return (
    <AreaField
      label="Values that become others"
      rows={3}
      value={text}
      onChange={(next) => {
        setText(next);
        put('values')(readValues(next));
      }}
      hint="One a line: what comes = what it becomes"
    />
  );
}
