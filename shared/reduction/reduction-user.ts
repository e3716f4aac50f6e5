/** Whom an access table is asked about. */
export interface ReductionUser {
  readonly userDirectory: string;
  readonly userId: string;
  /** Values of the session attribute `email`. */
  readonly emails: readonly string[];
  /** Values of the session attribute `group`. */
  readonly groups: readonly string[];
}

/** Session attributes as the table knows them; names are found in any case, as rules do. */
export function toReductionUser(login: {
  readonly userDirectory: string;
  readonly userId: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}): ReductionUser {
  const valuesOf = (wanted: string): readonly string[] =>
    login.attributes.filter(({ name }) => name.toLowerCase() === wanted).flatMap(({ values }) => values);
  const { userDirectory, userId } = login;
  return { userDirectory, userId, emails: valuesOf('email'), groups: valuesOf('group') };
}
