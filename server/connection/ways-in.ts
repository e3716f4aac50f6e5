import type { LoginMethod } from '#server/config/schema.ts';
import type { Service } from './service.ts';

const WORDS: Readonly<Record<LoginMethod, (calls: string) => string>> = {
  saml: () => 'SAML: you log in at the identity provider.',
  ticket: (calls) => `Ticket: an application asks for one (POST ${calls}/ticket) and sends your browser here with it.`,
  session: (calls) => `Session call: an application makes the session (POST ${calls}/session) and sets its cookie.`,
  jwt: () => 'Token (JWT): your client sends one that a trusted issuer has signed, as Authorization: Bearer.',
};

/** How one gets in to a connection, a sentence for each of its ways. */
export function waysIn({ settings, url, base }: Pick<Service, 'settings' | 'url' | 'base'>): readonly string[] {
  return settings.methods.map((method) => WORDS[method](`${url}/qps${base}`));
}
