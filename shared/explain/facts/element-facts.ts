import { textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { type Fact, type FactGroup, fact, group } from './fact.ts';

/** So many facts of an element that has no model are told, and so deep. */
const MAX_FACTS = 40;
const MAX_DEPTH = 6;

/** An element that no model knows under its own name, with its namespace and what it says. */
export function elementGroup(element: XmlElement): FactGroup {
  const facts = [...fact('namespace', element.namespace || 'none'), ...elementFacts(element)];
  return group(element.name, facts);
}

/**
 * What an element says that no model knows, such as a lone Audience or a role descriptor: its attributes and texts, each
 * under the names that lead to it.
 */
export function elementFacts(element: XmlElement): readonly Fact[] {
  const facts: Fact[] = [];
  collect(element, '', 0, facts);
  return facts;
}

function collect(element: XmlElement, path: string, depth: number, facts: Fact[]): void {
  for (const { name, value } of element.attributes) add(facts, `${path}${name}`, value);
  add(facts, path === '' ? 'text' : path.slice(0, -1), textOf(element).trim());
  if (depth === MAX_DEPTH) return;
  for (const child of element.children) {
    if (facts.length >= MAX_FACTS) return;
    if (child.kind === 'element') collect(child, `${path}${child.localName}/`, depth + 1, facts);
  }
}

function add(facts: Fact[], label: string, value: string): void {
  if (value !== '' && facts.length < MAX_FACTS) facts.push(...fact('said', value, { label }));
}
