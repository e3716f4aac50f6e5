/** Somebody who can log in at the test identity provider. Invented, like everything here. */
export interface TestUser {
  /** Short and stable; also the attribute `uid`. */
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly groups: readonly string[];
}

const user = (id: string, givenName: string, surname: string, groups: readonly string[]): TestUser => ({
  id,
  givenName,
  surname,
  displayName: `${givenName} ${surname}`,
  email: `${id}.${surname.toLowerCase()}@example.com`,
  groups,
});

/** One group each, three groups, and none: what attribute maps and rules must tell apart. */
export const TEST_USERS: readonly TestUser[] = [
  user('anne', 'Anne', 'Foster', ['SalesUS']),
  user('eddie', 'Eddie', 'Reese', ['SalesAUS']),
  user('grace', 'Grace', 'Lund', ['SalesUS', 'SalesAUS', 'QlikGroup']),
  user('noel', 'Noel', 'Brandt', []),
];

/** The user with that id, or null. */
export function findUser(id: string): TestUser | null {
  return TEST_USERS.find((candidate) => candidate.id === id) ?? null;
}
