import type { TokenTrust } from '#server/config/config.ts';
import type { TokenSettings } from '#server/config/token-schema.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { readKeySet, readTokenCertificate } from '#server/keys/token-keys.ts';
import { sourceName } from '#shared/saml/connection/written-source.ts';

/**
 * Reads the keys that `jwt` of a connection names; a set at a URL is fetched when the first token comes.
 *
 * @param load the text of a file that the entry names
 * @param mayName whether the entry may name a file or a host: one that somebody made in the console only what the
 *   configuration file names
 * @throws WorkbenchError `token-keys-unusable`, or whatever `load` throws
 */
export async function loadTokenTrust(
  settings: TokenSettings | undefined,
  load: (source: string) => Promise<string>,
  mayName: (text: string) => boolean,
): Promise<TokenTrust | null> {
  if (settings === undefined) return null;
  const { certificate, jwks, allowHosts, audience, maxAge, ...rest } = settings;
  const others = { ...rest, audience: [audience].flat(), maxAge: maxAge === undefined ? null : maxAge * 60_000 };
  if (certificate !== undefined) {
    const keys = [readTokenCertificate(await load(certificate), sourceName(certificate))];
    return { ...others, keys: { kind: 'fixed', keys } };
  }
  if (jwks === undefined) throw new KeyError('token-keys-unusable', { name: 'jwt', reason: 'it names no key' });
  if (/^https?:/i.test(jwks)) {
    return { ...others, keys: { kind: 'url', url: jwks, allowHosts: allowedHosts(jwks, allowHosts, mayName) } };
  }
  return { ...others, keys: { kind: 'fixed', keys: readKeySet(await load(jwks), sourceName(jwks)) } };
}

const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Hosts that may be asked though they are on no public address. What may not be is told now, and not at the first token:
 * what is kept of a connection is not looked at again.
 */
function allowedHosts(
  url: string,
  allowHosts: readonly string[],
  mayName: (text: string) => boolean,
): readonly string[] {
  const foreign = allowHosts.find((host) => !mayName(host));
  if (foreign !== undefined) throw notAllowed(foreign);
  const host = URL.parse(url)?.hostname ?? '';
  if (!THIS_MACHINE.test(host) || allowHosts.includes(host)) return allowHosts;
  if (!mayName(url)) throw notAllowed(host);
  return [...allowHosts, host];
}

function notAllowed(host: string): KeyError {
  return new KeyError('token-keys-unusable', { name: 'jwks', reason: `the configuration file allows no host ${host}` });
}
