import type { Attribute } from '#shared/saml/assertion.ts';

/** An attribute that was probably meant, and in what its name differs. */
export interface CloseAttribute {
  readonly by: 'case' | 'short-name';
  readonly attribute: Attribute;
}

/** Whether a row of the map means this attribute: exactly, by Name or FriendlyName. */
export function isNamed(attribute: Attribute, from: string): boolean {
  return attribute.name === from || attribute.friendlyName === from;
}

/** Same name in another case, or the short name of a claim URI (or the reverse); null if none is like it. */
export function closestAttribute(from: string, attributes: readonly Attribute[]): CloseAttribute | null {
  const wanted = from.toLowerCase();
  const byCase = attributes.find(({ name, friendlyName }) =>
    [name, friendlyName].some((each) => each?.toLowerCase() === wanted),
  );
  if (byCase !== undefined) return { by: 'case', attribute: byCase };
  const part = lastPart(from);
  const byPart = attributes.find(({ name }) => lastPart(name) === part);
  return byPart === undefined ? null : { by: 'short-name', attribute: byPart };
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1).toLowerCase();
}
