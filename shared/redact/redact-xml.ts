import { escapeText } from '#shared/xml/escape.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlText } from '#shared/xml/tree.ts';
import type { RedactedKind } from './kinds.ts';
import { knownWords } from './known-words.ts';
import { isPublicUri, isPublicValue } from './public-values.ts';
import type { Redactor } from './redactor.ts';
import { startTagParts } from './start-tag-parts.ts';
import { redactAttribute } from './xml-attribute.ts';
import { isWithinValue, textKindOf } from './xml-kinds.ts';
import { redactName } from './xml-names.ts';

/** A stretch of the original and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * XML with every value, identifier, comment, certificate and secret replaced, in the very places where they stood:
 * structure, white space between elements, CDATA sections and the order of everything stay, so that the outcome shows what
 * the original did, attacks included. Processing instructions go but for their place.
 *
 * @throws WorkbenchError of `parseXml` where the text is no XML that we read
 */
export function redactXml(text: string, redactor: Redactor): string {
  const document = parseXml(text);
  const edits: Edit[] = [];
  for (const node of [...document.prolog, ...document.epilog]) edits.push(editOutside(node, redactor));
  for (const element of descendants(document.root)) editElement(element, document, edits, redactor);
  return applyEdits(
    document.text,
    edits.sort((one, other) => one.start - other.start),
  );
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const edit of edits) {
    pieces.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

function editOutside(node: XmlComment | XmlInstruction, redactor: Redactor): Edit {
  if (node.kind === 'comment') return editComment(node, redactor);
  return { start: node.start, end: node.end, text: '<?redacted?>' };
}

/** An empty comment stays: it is the mark of an attack and says nothing. */
function editComment({ value, start, end }: XmlComment, redactor: Redactor): Edit {
  return { start, end, text: `<!--${redactor.value(value, 'comment')}-->` };
}

function editElement(element: XmlElement, { text }: XmlDocument, edits: Edit[], redactor: Redactor): void {
  const { name, start } = element;
  const parts = startTagParts(text, start, name);
  const otherName = redactName(name, redactor);
  if (otherName !== name) edits.push(...editName(element, text, otherName));
  for (const part of parts) {
    const other = redactAttribute(part, element, redactor);
    if (other !== null) edits.push({ start: part.start, end: part.end, text: other });
  }
  for (const run of textRuns(element)) editRun(run, element, edits, redactor);
  for (const child of element.children) if (child.kind === 'comment') edits.push(editComment(child, redactor));
}

/** The name in the start tag, and in the end tag if there is one. */
function editName({ name, start, end }: XmlElement, text: string, other: string): readonly Edit[] {
  const opening = { start: start + 1, end: start + 1 + name.length, text: other };
  if (text.startsWith('/>', end - 2)) return [opening];
  const close = text.lastIndexOf('</', end) + 2;
  return [opening, { start: close, end: close + name.length, text: other }];
}

/** Texts that belong together: those between two elements, across comments and CDATA sections, which readers join. */
function textRuns({ children }: XmlElement): readonly (readonly XmlText[])[] {
  const runs: XmlText[][] = [];
  let current: XmlText[] | null = null;
  for (const child of children) {
    if (child.kind === 'element') current = null;
    if (child.kind !== 'text') continue;
    if (current !== null) current.push(child);
    else {
      current = [child];
      runs.push(current);
    }
  }
  return runs;
}

function editRun(run: readonly XmlText[], element: XmlElement, edits: Edit[], redactor: Redactor): void {
  const whole = run.map(({ value }) => value).join('');
  if (whole.trim() === '') return;
  const other = redactText(whole, textKindOf(element), element, redactor);
  if (other === whole) return;
  let before = 0;
  let from = 0;
  for (const node of run) {
    before += node.value.length;
    const to = Math.round((other.length * before) / whole.length);
    edits.push({ start: node.start, end: node.end, text: writeText(other.slice(from, to), node.cdata) });
    from = to;
  }
}

function writeText(text: string, cdata: boolean): string {
  return cdata ? `<![CDATA[${text.replaceAll(']]>', ']] >')}]]>` : escapeText(text);
}

const TIME = /^\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?\s*$/;

/** The digests of nothing, SHA-1 and SHA-256: no secret, but the mark of an attack (CVE-2025-66475). */
const EMPTY_DIGESTS: ReadonlySet<string> = new Set([
  '2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
]);

/** The names that SOAP has for what went wrong (SOAP 1.1, 4.4.1; SOAP 1.2, 5.4.6). */
function isFaultCode({ localName, parent }: XmlElement): boolean {
  return localName === 'faultcode' || (localName === 'Value' && /^(?:Code|Subcode)$/.test(parent?.localName ?? ''));
}

function redactText(text: string, kind: RedactedKind, element: XmlElement, redactor: Redactor): string {
  if (isFaultCode(element)) return text.replace(/\S+/g, (name) => redactName(name, redactor));
  if (EMPTY_DIGESTS.has(text.trim())) return text;
  if (kind === 'certificate') return redactor.certificate(text);
  if (element.localName === 'SignatureValue') return redactor.signatureValue(text);
  if (kind === 'signature' || kind === 'ciphertext') return redactor.base64(text, kind);
  if (kind === 'text') return redactStatusText(text, redactor);
  if (!isWithinValue(element) && TIME.test(text)) return text;
  if (element.localName === 'Exponent' && text.trim().length <= 8) return text;
  const core = text.trim();
  if (isPublicValue(core) && (kind === 'value' || kind === 'address')) return text;
  return isPublicUri(core) ? redactor.kept(text) : redactor.value(text, kind);
}

/** Codes that vendors put into what they say to people: the one part of it that support needs. */
const CODES = /\b(?:AADSTS\d{4,8}|MSIS\d{3,5}[A-Z]?)\b/g;

/** Codes and known words stay, so that it still says why. */
function redactStatusText(text: string, redactor: Redactor): string {
  const codes = [...new Set(text.match(CODES) ?? [])].slice(0, 5);
  const words = knownWords(text);
  const told = words === '' || codes.some((code) => words.includes(code)) ? codes : [...codes, words];
  return [...told, redactor.value(text, 'text').trim()].join(' ');
}
