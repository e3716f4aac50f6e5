import type { TokenTrust } from '#server/config/config.ts';
import type { TokenSettings } from '#server/config/token-schema.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { readKeySet, readTokenCertificate } from '#server/keys/token-keys.ts';
import { sourceName } from '#shared/saml/written-source.ts';

/**
 * Reads the keys that `jwt` of a connection names; a set at a URL is fetched when the first token comes.
 *
 * @param load the text of a file that the entry names
 * @throws WorkbenchError `token-keys-unusable`, or whatever `load` throws
 */
export async function loadTokenTrust(
  settings: TokenSettings | undefined,
  load: (source: string) => Promise<string>,
): Promise<TokenTrust | null> {
  if (settings === undefined) return null;
  const { certificate, jwks, privateHosts, audience, maxAge, ...rest } = settings;
  const others = { ...rest, audience: [audience].flat(), maxAge: maxAge === undefined ? null : maxAge * 60_000 };
  if (certificate !== undefined) {
    const keys = [readTokenCertificate(await load(certificate), sourceName(certificate))];
    return { ...others, keys: { kind: 'fixed', keys } };
  }
  if (jwks === undefined) throw new KeyError('token-keys-unusable', { name: 'jwt', reason: 'it names no key' });
  if (/^https?:/i.test(jwks)) return { ...others, keys: { kind: 'url', url: jwks, privateHosts } };
  return { ...others, keys: { kind: 'fixed', keys: readKeySet(await load(jwks), sourceName(jwks)) } };
}
