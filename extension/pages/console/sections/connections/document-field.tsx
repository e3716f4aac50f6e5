import { useState } from 'preact/hooks';
import { AreaField } from '../../parts/area-field.tsx';
import type { Document, Draft } from './draft.ts';

const HINT =
  'JSON; its keys are those of an entry of the configuration file. A private key stands here as a mark, which is kept as it is.';

/** The whole document as text: what the fields do not have, such as streams, rules, keys of our own and what is accepted. */
export function DocumentField({ draft, onValid }: { draft: Draft; onValid: (isValid: boolean) => void }) {
  const [text, setText] = useState(() => JSON.stringify(draft.document, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: string) => {
    setText(next);
    const document = read(next);
    setProblem(document === null ? 'As it stands, this is no JSON map (in braces).' : null);
    onValid(document !== null);
    if (document !== null) draft.putAll(document);
  };
  return <AreaField label="The document" rows={20} value={text} onChange={change} hint={HINT} problem={problem} />;
}

function read(text: string): Document | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
