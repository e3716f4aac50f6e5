import type { Step } from './step.ts';

/** Whose pages these are: what stands at the head of each. */
export interface Site {
  readonly brand: string;
  /** As it is called in a sentence. */
  readonly name: string;
  /** Which side of a login it is. */
  readonly party: 'sp' | 'idp';
  /** The navigation. */
  readonly links: readonly Step[];
}

/** The companion: every room of the server but the test identity provider. */
export const COMPANION: Site = {
  brand: 'SAML Workbench',
  name: 'the companion',
  party: 'sp',
  links: [
    { label: 'Start', href: '/' },
    { label: 'Inspector', href: '/inspect/' },
  ],
};
