import { BINDING } from '#shared/saml/names.ts';
import type { Binding } from '#shared/wire/message.ts';

const URIS: Readonly<Record<Binding, string | null>> = {
  redirect: BINDING.redirect,
  post: BINDING.post,
  simplesign: BINDING.simpleSign,
  artifact: BINDING.artifact,
  soap: BINDING.soap,
  paos: BINDING.paos,
  'ws-federation': null,
  unknown: null,
};

/** The URI of the binding that a message came by; null where that is not known, or none of SAML's. */
export function bindingUri(binding: Binding | undefined): string | null {
  return binding === undefined ? null : URIS[binding];
}

/** The last part of a binding's URI: `HTTP-POST`. */
export function bindingWords(uri: string): string {
  return uri.slice(uri.lastIndexOf(':') + 1);
}
