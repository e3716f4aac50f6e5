import { listed } from '#shared/base/count-words.ts';
import type { Severity } from '#shared/inspection/finding.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements } from '#shared/xml/navigate.ts';
import type { XmlAttribute, XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';
import { isGated } from '../engine/gated.ts';
import { missedNamespace } from '../engine/name-homes.ts';
import { type ContentModel, contentModelOf, type Particle } from './content-models.ts';

type Variant =
  | 'ok'
  | 'attribute-missing'
  | 'attribute-unexpected'
  | 'missing'
  | 'nothing-said'
  | 'repeated'
  | 'order'
  | 'unexpected';

/**
 * What is read has the content that the schema gives it. Something twice that may be there once is an error for everyone:
 * one reader takes the first and another the last. What is missing, or in the wrong place where it decides who the user
 * is, refuses at a gate; what no reader takes for something else is only told.
 */
export const schemaViolated = defineCheck({
  code: 'schema-violated',
  rank: 160,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 2, 3',
  appliesTo: ['Response', 'Assertion', 'LogoutRequest', 'LogoutResponse'],
  variants: [
    'ok',
    'attribute-missing',
    'attribute-unexpected',
    'missing',
    'nothing-said',
    'repeated',
    'order',
    'unexpected',
  ],
  run: (context) => {
    const root = context.subject.message.element;
    const severity = isGated(context) ? 'error' : 'warning';
    const found: Verdict<Variant>[] = [];
    visit(root, severity, found);
    return found.length === 0 ? [pass('ok', { at: root })] : found;
  },
});

/** Judges an element and those in it that are read; depth is bounded by the names, and for status codes by the parser. */
function visit(element: XmlElement, severity: Severity, found: Verdict<Variant>[]): void {
  const model = contentModelOf(element.namespace, element.localName);
  if (model === undefined) return;
  if (!isPlainlyRight(element, model)) judge(element, model, severity, found);
  for (const child of element.children) if (child.kind === 'element') visit(child, severity, found);
}

/**
 * Whether an element is seen to be right in one go: what is there stands once and in order, with nothing else. Nearly
 * every element of every message is, and needs no list of what is wrong with it.
 */
function isPlainlyRight(element: XmlElement, model: ContentModel): boolean {
  const isSimple = model.oneOf === undefined && !(model.isOpen && element.children.length > 0);
  return isSimple && hasItsAttributes(element, model) && hasItsContent(element, model.content);
}

function hasItsAttributes(element: XmlElement, { attributes, known }: ContentModel): boolean {
  for (const name of attributes) if ((attributeOf(element, name) ?? '') === '') return false;
  if (known === undefined) return true;
  for (const attribute of element.attributes) if (isUnexpected(attribute, known)) return false;
  return true;
}

function hasItsContent({ children }: XmlElement, content: readonly Particle[]): boolean {
  let place = -1;
  for (const child of children) {
    if (child.kind !== 'element') continue;
    let next = content[place]?.isRepeatable === true ? place : place + 1;
    while (next < content.length && !isHome(content[next], child)) next++;
    if (next === content.length || leavesOut(content, place, next)) return false;
    place = next;
  }
  return !leavesOut(content, place, content.length);
}

/** Whether something that must be there would stand between two places. */
function leavesOut(content: readonly Particle[], from: number, to: number): boolean {
  for (let place = from + 1; place < to; place++) if (content[place]?.isRequired === true) return true;
  return false;
}

function judge(element: XmlElement, model: ContentModel, severity: Severity, found: Verdict<Variant>[]): void {
  const places = childElements(element).map((at) => ({
    at,
    index: model.content.findIndex((particle) => isHome(particle, at)),
  }));
  const strict = model.isStrict ? severity : 'warning';
  const all = [
    absent(element, model, places, severity),
    unexpectedAttributes(element, model, severity),
    repeated(element, model, places),
    model.isOpen ? [] : misplaced(element, places, strict),
  ];
  for (const verdict of all.flat()) found.push(verdict);
}

/** A child, and the index of its place in the content; -1 where it has none. */
interface Placed {
  readonly at: XmlElement;
  readonly index: number;
}

function isHome(particle: Particle | undefined, { localName, namespace }: XmlElement): boolean {
  return particle !== undefined && namespace === particle.namespace && particle.names.includes(localName);
}

/** What has to be there and is not. */
function absent(
  at: XmlElement,
  { attributes, content, oneOf }: ContentModel,
  places: readonly Placed[],
  severity: Severity,
): readonly Verdict<Variant>[] {
  const parent = at.localName;
  const isThere = (name: string): boolean => places.some(({ at: { localName } }) => localName === name);
  return [
    ...attributes
      .filter((name) => (attributeOf(at, name) ?? '') === '')
      .map((name) => fail('attribute-missing', { at, attribute: name, severity, facts: { parent, name } })),
    ...content
      .filter(({ isRequired }, index) => isRequired && !places.some((place) => place.index === index))
      .map(({ names }) => fail('missing', { at, severity, facts: { parent, name: listed(names, 'or') } })),
    ...(oneOf === undefined || oneOf.some(isThere) ? [] : [fail('nothing-said', { at, severity, facts: { parent } })]),
  ];
}

/** Those of other namespaces are anybody's; one without a prefix is meant for this element, and misspelt. */
function isUnexpected({ namespace, localName }: XmlAttribute, known: ContentModel['known']): boolean {
  return namespace === '' && known !== undefined && !known.includes(localName);
}

function unexpectedAttributes(
  at: XmlElement,
  { known }: ContentModel,
  severity: Severity,
): readonly Verdict<Variant>[] {
  return at.attributes
    .filter((attribute) => isUnexpected(attribute, known))
    .map(({ localName: name, value }) =>
      fail('attribute-unexpected', {
        at,
        attribute: name,
        received: value,
        severity,
        facts: { parent: at.localName, name },
      }),
    );
}

function repeated(
  { localName: parent }: XmlElement,
  { content }: ContentModel,
  places: readonly Placed[],
): readonly Verdict<Variant>[] {
  const seen = new Set<number>();
  return places.flatMap(({ at, index }) => {
    const isSecond = seen.has(index) && content[index]?.isRepeatable === false;
    seen.add(index);
    return isSecond ? [fail('repeated', { at, severity: 'error', facts: { parent, name: at.name } })] : [];
  });
}

/** What has no place here, or stands behind what must come after it. Where the signature stands another check tells. */
function misplaced(
  { localName: parent }: XmlElement,
  places: readonly Placed[],
  severity: Severity,
): readonly Verdict<Variant>[] {
  let furthest = 0;
  return places.flatMap(({ at, index }): readonly Verdict<Variant>[] => {
    const evidence = { at, severity, facts: { parent, name: at.name } };
    if (index === -1) return missedNamespace(at) === null ? [fail('unexpected', evidence)] : [];
    if (at.namespace === NAMESPACE.signature) return [];
    const isBehind = index < furthest;
    furthest = Math.max(furthest, index);
    return isBehind ? [fail('order', evidence)] : [];
  });
}
