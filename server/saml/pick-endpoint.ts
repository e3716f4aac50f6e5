import type { Connection } from '#shared/saml/connection.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';
import { BINDING } from '#shared/saml/names.ts';

/** Where a message of ours goes, and how. */
export interface MessageTarget {
  readonly binding: 'redirect' | 'post';
  readonly url: string;
}

/** Where the IdP takes AuthnRequests; null: its metadata offers none that a browser can carry. */
export function pickSignOn({ idp }: Connection): MessageTarget | null {
  return pickEndpoint(idp.singleSignOn, ({ location }) => location);
}

/** Where the IdP takes LogoutRequests. */
export function pickLogout({ idp }: Connection): MessageTarget | null {
  return pickEndpoint(idp.singleLogout, ({ location }) => location);
}

/** Where the IdP takes LogoutResponses (saml-metadata 2.2.2: ResponseLocation, if there is one). */
export function pickLogoutAnswer({ idp }: Connection): MessageTarget | null {
  return pickEndpoint(idp.singleLogout, ({ location, responseLocation }) => responseLocation ?? location);
}

/** Redirect before POST: it needs no script. Null: there is neither. */
export function pickEndpoint(
  endpoints: readonly Endpoint[],
  urlOf: (endpoint: Endpoint) => string,
): MessageTarget | null {
  const redirect = endpoints.find(({ binding }) => binding === BINDING.redirect);
  if (redirect) return { binding: 'redirect', url: urlOf(redirect) };
  const post = endpoints.find(({ binding }) => binding === BINDING.post);
  return post ? { binding: 'post', url: urlOf(post) } : null;
}
