import type { SamlService } from '#server/connection/service.ts';
import { encodeBase64 } from '#shared/base/base64.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';
import { BINDING } from '#shared/saml/names.ts';

/** Stands in a value map for all entries that are none of this login's business. */
const OTHERS = { from: '(other values)', to: '(not shown)' } as const;

/**
 * The connection as a connection file has it, for the inspector in the browser that made a login: it judges by the same
 * map and the same certificates as the gate. There is no key in it, and of value maps only what this login's own values
 * meet. Null: nobody vouched for what came, and strangers are not told how a connection is set up.
 */
export function connectionForBrowser(service: SamlService, mapping: AssertionMapping | null): object | null {
  if (mapping === null) return null;
  const came = rawValuesOf(mapping);
  return described(service, (row) => rowFor(row, came));
}

/** The same for the console's inspector: whoever administrates sees each value map whole, whatever came. */
export function connectionForConsole(service: SamlService): object {
  return described(service, wholeRow);
}

function described({ settings }: SamlService, rowOf: (row: AttributeRow) => object): object {
  const { idp, sp, clockSkew, maxAge, user, attributes, accept } = settings.connection;
  return {
    idp: {
      entityId: idp.entityId,
      sso: byBinding(idp.singleSignOn),
      slo: byBinding(idp.singleLogout),
      certificates: idp.certificates.map(({ der }) => toPem(encodeBase64(der))),
    },
    sp: { entityId: sp.entityId, acs: sp.acs, ...(sp.slo === null ? {} : { slo: sp.slo }) },
    clockSkew: clockSkew / 1000,
    maxAge: maxAge / 1000,
    user,
    attributes: attributes.map(rowOf),
    accept,
  };
}

function byBinding(endpoints: readonly Endpoint[]): object {
  const find = (wanted: string) => endpoints.find(({ binding }) => binding === wanted)?.location;
  return { redirect: find(BINDING.redirect), post: find(BINDING.post), soap: find(BINDING.soap) };
}

function rawValuesOf({ attributes, dropped, unused }: AssertionMapping): string {
  const values = attributes.flatMap((attribute) => attribute.values.map(({ raw }) => raw));
  const others = unused.flatMap((attribute) => attribute.values);
  return [...values, ...dropped.map(({ raw }) => raw), ...others].join('\n').toLowerCase();
}

function rowFor(row: AttributeRow, came: string): object {
  const met = [...row.values].filter(([from]) => came.includes(from.toLowerCase()));
  const shown = met.length < row.values.size ? [...met, [OTHERS.from, OTHERS.to]] : met;
  return { ...wholeRow(row), values: Object.fromEntries(shown) };
}

function wholeRow({ values, extract, ...row }: AttributeRow): object {
  return { ...row, ...(extract === undefined ? {} : { extract: extract.text }), values: Object.fromEntries(values) };
}

function toPem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
