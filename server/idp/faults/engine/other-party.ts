/** A service provider that is not the one who asked; nobody is there, and nothing is ever sent to it. */
export const OTHER_PARTY = {
  entityId: 'https://other-sp.example/metadata',
  acs: 'https://other-sp.example/acs',
} as const;
