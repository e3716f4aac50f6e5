/**
 * What is done to one attribute: a value is added, or takes the place of the one that an attribute can have; values are
 * removed; a value is written in another case; an attribute that is there under another name is renamed. `attribute` is
 * a path, such as `user.environment.group`.
 */
export type Edit =
  | { readonly kind: 'add' | 'remove'; readonly attribute: string; readonly values: readonly string[] }
  | {
      readonly kind: 'set';
      readonly attribute: string;
      readonly from: readonly string[];
      readonly values: readonly string[];
    }
  | { readonly kind: 'case'; readonly attribute: string; readonly from: string; readonly to: string }
  | { readonly kind: 'rename'; readonly attribute: string; readonly from: string };

/** Edits of as few attributes as will do. */
export interface Change {
  readonly edits: readonly Edit[];
}
