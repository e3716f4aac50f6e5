import { startNodeSamlSp } from '#test/fixtures/node-saml-sp.ts';
import type { IdpParty, SpParty, SpSettings } from './party.ts';

/** `@node-saml/node-saml` behind a small server. */
export async function startNodeSamlParty(idp: IdpParty, settings: SpSettings): Promise<SpParty> {
  const { pair, entityId, sso, slo } = idp;
  const admit = gatekeeper(settings);
  const sp = await startNodeSamlSp({
    host: 'localhost',
    name: 'sp',
    ...(settings.publicUrl === undefined ? {} : { url: settings.publicUrl }),
    idp: { certificate: pair.certificate, entityId, sso, slo },
    ...(settings.unsolicited === true ? {} : { requests: settings.requests ?? 'all' }),
    ...(settings.loginCookie === undefined ? {} : { loginCookie: settings.loginCookie }),
    ...(settings.loginCookieName === undefined ? {} : { loginCookieName: settings.loginCookieName }),
    ...(settings.asksAgain === undefined ? {} : { asksAgain: true }),
    ...(settings.manners === undefined ? {} : { manners: settings.manners }),
    ...(settings.decryption === undefined ? {} : { encryptionCertificate: settings.decryption.certificate }),
    sessionCookie: (key, profile) => {
      admit(profile);
      if (settings.namesCut === true) Object.assign(profile, { nameID: profile.nameID.slice(0, 12) });
      return `sp=${key}; Path=/; HttpOnly; SameSite=Lax`;
    },
    saml: {
      acceptedClockSkewMs: 180_000,
      wantAuthnResponseSigned: false,
      ...(settings.decryption === undefined ? {} : { decryptionPvk: settings.decryption.key }),
      ...(settings.asks?.nameIdFormat === undefined ? {} : { identifierFormat: settings.asks.nameIdFormat }),
      ...(settings.asks?.passive === undefined ? {} : { passive: true }),
      ...(settings.asks?.context === undefined
        ? {}
        : { disableRequestedAuthnContext: false, authnContext: [settings.asks.context] }),
    },
  });
  const { url, port } = sp;
  return {
    ...{ url, port, entityId: sp.entityId, metadata: sp.metadata },
    key: sp.privateKey,
    ...{ login: `${url}/login`, logout: `${url}/logout`, acs: `${url}/acs` },
    hasSession: async (browser) => (await browser.open(`${url}/me`)).text.startsWith('logged in'),
    restart: () => sp.restart(),
    close: () => sp.close(),
  };
}

/** What an application asks of a user besides a valid assertion. */
function gatekeeper({ requires, account }: SpSettings): (profile: Readonly<Record<string, unknown>>) => void {
  let first: unknown = null;
  return (profile) => {
    const name = profile['nameID'];
    first ??= name;
    if (requires !== undefined && profile[requires] === undefined)
      throw new Error(`Login failed: the required attribute "${requires}" is missing in the SAML assertion.`);
    if (account === 'unknown' || (account === 'first' && name !== first))
      throw new Error(`Login failed: no user account exists for ${String(name)}.`);
  };
}
