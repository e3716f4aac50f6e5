import { siteOf } from '#shared/http/site.ts';
import type { Redactor } from './redactor.ts';

/** Hosts that vendors share among all their customers: which product it is shows in them, and nobody's name. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'localhost',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'sts.windows.net',
  'login.windows.net',
  'accounts.google.com',
  'app.onelogin.com',
  'www.okta.com',
  'www.w3.org',
  'schemas.xmlsoap.org',
  'schemas.microsoft.com',
  'docs.oasis-open.org',
]);

/** What stands before these is the customer's. */
const TENANT_SUFFIX =
  /^(.+?)\.(okta\.com|oktapreview\.com|okta-emea\.com|auth0\.com|onelogin\.com|pingone\.com|pingone\.eu|qlikcloud\.com|b2clogin\.com|ciamlogin\.com)$/;

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * A host or IP address, without port, by its pseudonym: `idp.acme.com` becomes `host-2.host-1.example`, and
 * `acme.com` `host-1.example`, so that what belongs together (cookies, SameSite) still does. Loopback and vendors' shared
 * hosts stay; of a tenant's host the vendor's part stays.
 */
export function redactHost(text: string, redactor: Redactor): string {
  const host = text.toLowerCase();
  if (host === '' || SHARED_HOSTS.has(host) || isLoopback(host)) return text;
  redactor.count('host');
  redactor.note(host, 'host');
  // A file that was redacted before has labels such as ours, which must not come out again for other hosts.
  for (const label of host.match(/\bhost-\d+\b/g) ?? []) redactor.note(label, 'host');
  const pseudonym = pseudonymOf(host, redactor);
  return host === text ? pseudonym : pseudonym.toUpperCase();
}

function pseudonymOf(host: string, redactor: Redactor): string {
  if (IPV4.test(host) || host.includes(':')) return addressOf(host, redactor);
  const tenant = TENANT_SUFFIX.exec(host);
  if (tenant !== null) return `${labelOf(`${tenant[1]} of ${tenant[2]}`, redactor)}.${tenant[2]}`;
  const site = siteOf(host);
  if (site === host) return siteName(host, redactor);
  redactor.note(site, 'host');
  return `${labelOf(host, redactor)}.${siteName(site, redactor)}`;
}

/** A host without a dot (of an intranet) stays one. */
function siteName(site: string, redactor: Redactor): string {
  const label = labelOf(site, redactor);
  return site.includes('.') ? `${label}.example` : label;
}

/** A space keeps hosts and values apart among the pseudonyms: no host has one. */
function labelOf(host: string, { pseudonyms }: Redactor): string {
  return pseudonyms.numbered('host', `host ${host}`);
}

function isLoopback(host: string): boolean {
  return host === '[::1]' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** An address of the ranges for benchmarks and documentation (RFC 2544, RFC 3849). */
function addressOf(host: string, { pseudonyms, random }: Redactor): string {
  const part = (): string => String(random.below(256));
  if (!host.includes(':'))
    return pseudonyms.made(`host ${host}`, () => `198.${18 + random.below(2)}.${part()}.${part()}`);
  const group = (): string => (random.below(256) * 256 + random.below(256)).toString(16);
  const address = pseudonyms.made(`host ${host}`, () => `2001:db8::${group()}:${group()}`);
  return host.startsWith('[') ? `[${address}]` : address;
}
