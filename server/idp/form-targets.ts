/**
 * The origins of these web addresses as a page's policy may name them. What comes from metadata is left out where it is no
 * such address or its host has a character that means something in a policy.
 */
export function formTargetsOf(addresses: readonly (string | null)[]): string[] {
  const origins = addresses.map((address) => URL.parse(address ?? '')?.origin ?? '');
  return origins.filter((origin) => /^https?:\/\/[^\s;,']+$/.test(origin));
}
