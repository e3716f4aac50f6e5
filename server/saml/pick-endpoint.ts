import type { LogoutOffers } from '#shared/logout/begin-logout.ts';
import type { Connection, IdplessConnection } from '#shared/saml/connection/connection.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';
import { BINDING } from '#shared/saml/names.ts';

/** Where a message of ours goes, and how. */
export interface MessageTarget {
  readonly binding: 'redirect' | 'post';
  readonly url: string;
}

/**
 * Where the IdP takes AuthnRequests, by the binding that the connection chose; null: its metadata offers none that a
 * browser can carry, or not the chosen one.
 */
export function pickSignOn({ idp, request, mode }: Connection): MessageTarget | null {
  const only = mode === 'saml2int' ? 'redirect' : request?.binding;
  return pickEndpoint(idp.singleSignOn, ({ location }) => location, only);
}

/** Where the IdP takes LogoutRequests; in saml2int by redirect alone (SDP-SP25). Without an IdP nowhere. */
export function pickLogout({ idp, mode }: Connection | IdplessConnection): MessageTarget | null {
  if (idp === null) return null;
  return pickEndpoint(idp.singleLogout, ({ location }) => location, onlyFor(mode));
}

/** Where the IdP takes LogoutResponses (saml-metadata 2.2.2: ResponseLocation, if there is one); in saml2int by redirect alone (SDP-SP31). */
export function pickLogoutAnswer({ idp, mode }: Connection): MessageTarget | null {
  return pickEndpoint(
    idp.singleLogout,
    ({ location, responseLocation }) => responseLocation ?? location,
    onlyFor(mode),
  );
}

/** Where the IdP takes LogoutRequests from us itself, with no browser in between; null: nowhere, as in saml2int always. */
export function pickSoapLogout({ idp, mode }: Connection | IdplessConnection): string | null {
  if (idp === null || mode === 'saml2int') return null;
  return idp.singleLogout.find(({ binding }) => binding === BINDING.soap)?.location ?? null;
}

/** How the IdP can be asked for a logout. */
export function logoutOffers(connection: Connection | IdplessConnection): LogoutOffers {
  return {
    browser: pickLogout(connection) !== null,
    soap: pickSoapLogout(connection) !== null,
    any: (connection.idp?.singleLogout.length ?? 0) > 0,
  };
}

function onlyFor(mode: Connection['mode']): 'redirect' | undefined {
  return mode === 'saml2int' ? 'redirect' : undefined;
}

/**
 * Redirect before POST: it needs no script. Null: there is neither. An address that is none of the web (`javascript:`, a
 * path alone) is nowhere to send a browser, whoever signed the metadata that has it.
 * @param only the one binding that may be taken
 */
export function pickEndpoint(
  endpoints: readonly Endpoint[],
  urlOf: (endpoint: Endpoint) => string,
  only?: MessageTarget['binding'],
): MessageTarget | null {
  const isThere = (wanted: string) => (endpoint: Endpoint) =>
    endpoint.binding === wanted && isOfTheWeb(urlOf(endpoint));
  const redirect = only === 'post' ? undefined : endpoints.find(isThere(BINDING.redirect));
  if (redirect) return { binding: 'redirect', url: urlOf(redirect) };
  const post = only === 'redirect' ? undefined : endpoints.find(isThere(BINDING.post));
  return post ? { binding: 'post', url: urlOf(post) } : null;
}

function isOfTheWeb(address: string): boolean {
  const protocol = URL.parse(address)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}
