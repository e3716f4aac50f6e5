import { tokenizeHtml } from './tokenize-html.ts';

/** A form as it stands in a page. */
export interface HtmlForm {
  /**
   * Where it goes: as written, or as the page's `base` makes it if that is a whole URL; where the form does not say, what
   * its first button says. `''` where nothing does.
   */
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly HtmlField[];
}

export interface HtmlField {
  readonly name: string;
  readonly value: string;
}

type Attributes = ReadonlyMap<string, string>;

interface OpenForm {
  readonly attributes: Attributes;
  readonly fields: HtmlField[];
  /** Attributes of the first button that says where the form goes. */
  button: Attributes | null;
}

/** A field, or a button, before it is known which form owns it: one behind it may have the ID that it names. */
interface Control {
  readonly attributes: Attributes;
  readonly value: string;
  readonly isButton: boolean;
  readonly form: OpenForm | null;
}

const ATTRIBUTES: ReadonlySet<string> = new Set([
  'name',
  'value',
  'type',
  'id',
  'form',
  'action',
  'method',
  'formaction',
  'formmethod',
  'href',
]);
/** Without one of these a page has no field, and most that passes by is no page at all. */
const CONTROL = /<(?:input|button|textarea)[\s/>]/i;
const SUBMITS: ReadonlySet<string> = new Set(['submit', 'image']);

/**
 * Finds the forms of an HTML page as browsers do (HTML 4.10, 13.2.6.4): a form within a form is none, `form` names the
 * owner of a field, what stands in a `template` is not there. Fields without a form make one of their own. Of `noscript`
 * the fields are read although browsers that run scripts do not. Linear in the page's length.
 */
export function scanForms(html: string): readonly HtmlForm[] {
  if (!CONTROL.test(html)) return [];
  const forms: OpenForm[] = [];
  const controls: Control[] = [];
  let current: OpenForm | null = null;
  let base: string | null = null;
  let templates = 0;
  let area: { readonly attributes: Attributes; text: string } | null = null;

  const openForm = (attributes: Attributes) => {
    if (current !== null) return;
    current = { attributes, fields: [], button: null };
    forms.push(current);
  };
  const endArea = () => {
    if (area === null) return;
    // The line break that a writer may put behind the tag is not part of the value.
    controls.push({ ...area, value: area.text.replace(/^\r?\n/, ''), isButton: false, form: current });
    area = null;
  };
  const open = (name: string, attributes: Attributes) => {
    if (name === 'base') base ??= attributes.get('href') ?? null;
    else if (name === 'form') openForm(attributes);
    else if (name === 'textarea') area = { attributes, text: '' };
    else if (name === 'input' || name === 'button') {
      const type = attributes.get('type')?.trim().toLowerCase();
      const isButton = name === 'button' ? type === undefined || type === 'submit' : SUBMITS.has(type ?? '');
      controls.push({ attributes, value: attributes.get('value') ?? '', isButton, form: current });
    }
  };

  tokenizeHtml(html, ATTRIBUTES, {
    open: (name, attributes) => {
      if (name === 'template') templates += 1;
      else if (templates === 0) open(name, attributes);
    },
    close: (name) => {
      if (name === 'template') templates = Math.max(0, templates - 1);
      else if (templates > 0) return;
      else if (name === 'textarea') endArea();
      else if (name === 'form') current = null;
    },
    text: (text) => {
      if (area !== null) area.text += text;
    },
  });
  endArea();
  return ownersOf(forms, controls).map((form) => toForm(form, base));
}

/** Gives each field to its form; those without one to a form at the end. */
function ownersOf(forms: readonly OpenForm[], controls: readonly Control[]): readonly OpenForm[] {
  const outside: OpenForm = { attributes: new Map([['method', 'post']]), fields: [], button: null };
  const byId = new Map(forms.toReversed().map((form) => [form.attributes.get('id') ?? '', form]));
  byId.delete('');
  for (const { attributes, value, isButton, form } of controls) {
    const id = attributes.get('form');
    const owner = (id === undefined ? form : byId.get(id)) ?? outside;
    const name = attributes.get('name');
    if (name !== undefined) owner.fields.push({ name, value });
    if (isButton && attributes.has('formaction')) owner.button ??= attributes;
  }
  return outside.fields.length === 0 ? forms : [...forms, outside];
}

/** A script submits a form without any of its buttons, so what a button says counts only where the form says nothing. */
function toForm({ attributes, fields, button }: OpenForm, base: string | null): HtmlForm {
  const own = attributes.get('action') ?? '';
  const action = own.trim() === '' ? (button?.get('formaction') ?? '') : own;
  const method = own.trim() === '' ? (button?.get('formmethod') ?? attributes.get('method')) : attributes.get('method');
  return { action: fromBase(action, base), method: method?.trim().toLowerCase() === 'post' ? 'post' : 'get', fields };
}

/** HTML 4.2.3. Where `base` is relative, what it makes of an action depends on the page's address, which is not known here. */
function fromBase(action: string, base: string | null): string {
  const isWhole = base !== null && URL.canParse(base) && !URL.canParse(action);
  return isWhole && action.trim() !== '' ? (URL.parse(action, base)?.href ?? action) : action;
}
