import type { Endpoint } from '#shared/saml/metadata.ts';
import { BINDING } from '#shared/saml/names.ts';
import type { Connection } from './connection.ts';

/** One address as a configuration names it: a URL, or a URL for requests and another for answers. */
type AddressConfig = string | { readonly location: string; readonly responseLocation?: string | undefined };

/** Endpoints as a configuration names them: one URL, or an address for each binding. */
export type EndpointsConfig =
  | string
  | {
      readonly redirect?: AddressConfig | undefined;
      readonly post?: AddressConfig | undefined;
      readonly soap?: AddressConfig | undefined;
    };

/** The endpoints that a configuration names, in the order redirect, POST, SOAP; one URL alone is taken by redirect. */
export function toEndpoints(config: EndpointsConfig): readonly Endpoint[] {
  const urls = typeof config === 'string' ? { redirect: config } : config;
  const pairs: readonly (readonly [string, AddressConfig | undefined])[] = [
    [BINDING.redirect, urls.redirect],
    [BINDING.post, urls.post],
    [BINDING.soap, urls.soap],
  ];
  return pairs.flatMap(([binding, address]) => {
    if (address === undefined) return [];
    if (typeof address === 'string') return [makeEndpoint(binding, address)];
    return [{ ...makeEndpoint(binding, address.location), responseLocation: address.responseLocation ?? null }];
  });
}

/**
 * Where the SP of a connection takes logout messages, by binding. Where one address is all that is known, browsers
 * bring them there, by redirect and by POST.
 */
export function spLogoutEndpoints({ slo, singleLogout }: Connection['sp']): readonly Endpoint[] {
  if (singleLogout !== undefined) return singleLogout;
  return slo === null ? [] : [makeEndpoint(BINDING.redirect, slo), makeEndpoint(BINDING.post, slo)];
}

function makeEndpoint(binding: string, location: string): Endpoint {
  return { binding, location, responseLocation: null, index: null, isDefault: false };
}
