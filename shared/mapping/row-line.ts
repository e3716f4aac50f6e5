import type { Attribute } from '#shared/saml/assertion.ts';

/** A row of an attribute map that takes an attribute as it comes. */
export interface SuggestedRow {
  readonly from: string;
  readonly to: string;
}

/**
 * The row that takes an attribute under a short name: its friendly name, else the last part of its name, in letters and digits.
 */
export function suggestRow({ name, friendlyName }: Pick<Attribute, 'name' | 'friendlyName'>): SuggestedRow {
  const last = name.split(/[/:#]/).findLast((part) => /[A-Za-z]/.test(part)) ?? '';
  const to = (friendlyName ?? last).replace(/[^A-Za-z0-9_-]+/g, '').slice(0, 60);
  return { from: name, to: to === '' ? 'attribute' : to };
}

/** The row as a line of the configuration, to paste below `attributes:`. Whatever stands in a name, it is one YAML row. */
export function rowLine({ from, to }: SuggestedRow): string {
  return `- { from: ${scalar(from)}, to: ${scalar(to)} }`;
}

/** JSON's strings are YAML's double-quoted ones (YAML 1.2.2, 1.2); what YAML does not print is escaped. */
function scalar(text: string): string {
  if (/^[A-Za-z][\w.-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
