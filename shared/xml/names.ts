import { isNcName } from './characters.ts';
import { commonName } from './common-names.ts';

/** A name taken apart at its colon. */
export interface QName {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
}

/** The names of one document, each taken apart and judged once. */
export type NameTable = Map<string, QName | null>;

/** Takes a name apart (Namespaces in XML 1.0, production 7); null if it is none. */
export function splitName(name: string, table: NameTable): QName | null {
  const known = table.get(name);
  if (known !== undefined) return known;
  const split = judgeName(name);
  table.set(name, split);
  return split;
}

function judgeName(name: string): QName | null {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  const rest = name.slice(colon + 1);
  const common = commonName(rest);
  const isName = (common !== undefined || isNcName(rest)) && (colon === -1 || isProper(prefix));
  return isName ? { name, prefix, localName: common ?? rest } : null;
}

function isProper(prefix: string): boolean {
  return commonName(prefix) !== undefined || isNcName(prefix);
}
