import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  HighlightStyle,
  StreamLanguage,
  type StringStream,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Offers } from './completions.ts';
import { nextToken } from './condition-token.ts';
import { EDITOR_LOOK } from './editor-look.ts';

/** Something to be said about a part of the text. */
export interface EditorNote {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What a click does about it; null: nothing would. */
  readonly fix: { readonly name: string; readonly apply: () => void } | null;
}

/** What an editor of a condition is made of. */
export interface EditorOptions {
  /** Its name for screen readers, and what is to be known of it. */
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What can be written behind a text. */
  readonly offersAt: (before: string) => Offers | null;
}

/** An editor on the page. */
export interface ConditionEditor {
  /** Puts another text in place, which can be undone; nothing where it is there already. */
  readonly setText: (text: string) => void;
  readonly setNotes: (notes: readonly EditorNote[]) => void;
  readonly close: () => void;
}

/**
 * Puts an editor of a condition into an element: colours, completion while typing and by Ctrl+Space, notes at their
 * places, undo. Tab goes on to the next field. It stands in a shadow tree of its own, where its styles are adopted sheets:
 * the policy of this page lets nobody write styles into it.
 */
export function openEditor(host: HTMLElement, options: EditorOptions): ConditionEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: options.value, extensions: extensionsFor(options) }),
  });
  return {
    setText: (text) => {
      const { doc } = view.state;
      if (doc.toString() !== text)
        view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, annotations: FROM_OUTSIDE.of(true) });
    },
    setNotes: (notes) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          notes.map((note) => toDiagnostic(note, view)),
        ),
      ),
    close: () => view.destroy(),
  };
}

/** What was put in place is known to whoever put it there. */
const FROM_OUTSIDE = Annotation.define<boolean>();

function extensionsFor({ label, description, onChange, offersAt }: EditorOptions): Extension {
  return [
    history(),
    CONDITION_LANGUAGE,
    syntaxHighlighting(COLOURS),
    bracketMatching(),
    autocompletion({ override: [(context) => complete(context, offersAt)], icons: false, aboveCursor: false }),
    keymap.of([...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
    EditorView.lineWrapping,
    placeholder('Empty: true of everybody'),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': description, spellcheck: 'false' }),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (docChanged && !transactions.some((one) => one.annotation(FROM_OUTSIDE) === true))
        onChange(state.doc.toString());
    }),
    EditorView.theme(EDITOR_LOOK),
  ];
}

function complete(context: CompletionContext, offersAt: EditorOptions['offersAt']): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  // While typing, only behind what begins a word: else the list would be open all the time.
  if (!context.explicit && !beginsWord(before)) return null;
  const found = offersAt(before);
  if (found === null) return null;
  return {
    from: found.from,
    options: found.offers.map(({ label, detail, isFirst = false }) => ({ label, detail, boost: isFirst ? BOOST : 0 })),
  };
}

/** Of 99 at most. */
const BOOST = 60;

function beginsWord(before: string): boolean {
  return before.endsWith('"') ? before.split('"').length % 2 === 0 : /[\p{L}\p{N}_.@]$/u.test(before);
}

/** Notes may be about a text that has changed since. */
function toDiagnostic({ from, to, severity, message, fix }: EditorNote, { state }: EditorView): Diagnostic {
  const end = Math.min(to, state.doc.length);
  const actions = fix === null ? [] : [{ name: fix.name, apply: () => fix.apply() }];
  return { from: Math.min(from, end), to: end, severity, message, actions };
}

const CONDITION_LANGUAGE = StreamLanguage.define({
  token: (stream: StringStream) => {
    const { length, kind } = nextToken(stream.string, stream.pos);
    stream.pos += length;
    return kind;
  },
  tokenTable: {
    word: tags.keyword,
    constant: tags.bool,
    root: tags.variableName,
    property: tags.propertyName,
    call: tags.function(tags.variableName),
    text: tags.string,
    sign: tags.operator,
    stranger: tags.invalid,
  },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--syntax-name)', fontWeight: '600' },
  { tag: tags.bool, color: 'var(--syntax-name)' },
  { tag: tags.variableName, color: 'var(--syntax-attribute)' },
  { tag: tags.function(tags.variableName), color: 'var(--unknown)' },
  { tag: tags.string, color: 'var(--syntax-value)' },
  { tag: tags.operator, fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--bad)', textDecoration: 'underline wavy' },
]);
