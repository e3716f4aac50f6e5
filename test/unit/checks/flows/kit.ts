import { beforeAll } from 'vitest';
import type { Exchange, Header } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import {
  authnRequestXml,
  type LoginOptions,
  makeWorld,
  recordLogin,
  START,
  signedQuery,
  type World,
} from '#test/fixtures/recording.ts';

export let world: World;
export let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  // The SP's key is for encryption, too.
  const forBoth = world.spMetadata.replaceAll(' use="signing"', '');
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, forBoth] });
});

/** Everything that any report so far has found, as `code variant`. */
export const seen = new Set<string>();

export async function reportOf(exchanges: readonly Exchange[], known = knowledge): Promise<Report> {
  const trace = createTrace({ knowledge: known });
  for (const exchange of exchanges) await trace.add(exchange);
  const report = trace.report();
  for (const { code, variant } of report.findings) seen.add(`${code} ${variant}`);
  return report;
}

/** What is wrong, as `code variant severity`, the cause first. */
export const found = (report: Report) =>
  report.findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(({ code, variant, severity }) => `${code} ${variant} ${severity}`);
/** What the checks of flows found, notes included. */
export const notes = (report: Report) =>
  report.flows.flatMap((flow) => flow.findings).map(({ code, variant }) => `${code} ${variant}`);
export const findingOf = (report: Report, code: string): Finding | undefined =>
  report.findings.find((finding) => finding.code === code);

export function change(exchanges: readonly Exchange[], id: string, parts: Partial<Exchange>): Exchange[] {
  return exchanges.map((exchange) => (exchange.id === id ? { ...exchange, ...parts } : exchange));
}
export const header = (name: string, value: string): Header => ({ name, value });
export const location = header('Location', 'https://sp.example/hub');

/** A login whose first page sets a cookie, and whose answer comes with `sent` and is answered by `status`. */
export async function loginWithCookie(setCookie: string, sent: string | null, status: number): Promise<Exchange[]> {
  const login = await recordLogin(world, { acsStatus: status });
  const begun = change(login, 'a-1', { responseHeaders: [header('Set-Cookie', setCookie)] });
  const cookies = sent === null ? [] : [header('Cookie', sent)];
  return change(begun, 'a-3', {
    requestHeaders: [header('Origin', 'https://idp.example'), ...cookies],
    status,
    redirectUrl: null,
  });
}

/** The same, refused, where both sides have hosts below one domain. */
export async function loginBelow(domain: string, setCookie: string): Promise<Exchange[]> {
  const moved = (text: string) =>
    text.replaceAll('//sp.example', `//sp.${domain}`).replaceAll('//idp.example', `//idp.${domain}`);
  const login = await loginWithCookie(setCookie, null, 403);
  return login.map((exchange) => ({
    ...exchange,
    url: moved(exchange.url),
    redirectUrl: exchange.redirectUrl === null ? null : moved(exchange.redirectUrl),
    requestHeaders: exchange.requestHeaders.map(({ name, value }) => header(name, moved(value))),
  }));
}

/** Date headers of a server whose clock is off by so much. */
export const dated = (exchanges: readonly Exchange[], idp: number, sp: number) =>
  exchanges.map((exchange) => {
    const offset = exchange.url.includes('idp.example') ? idp : sp;
    const date = new Date((exchange.startedAt ?? 0) + offset).toUTCString();
    return { ...exchange, responseHeaders: [...exchange.responseHeaders, header('Date', date)] };
  });
/** A login whose IdP issues by a clock of its own. */
export const issuedAt = async (offset: number, arrival = 0) =>
  (await recordLogin(world, { at: START + offset })).map((exchange) => ({
    ...exchange,
    startedAt: (exchange.startedAt ?? 0) - offset + (exchange.id === 'a-3' ? arrival : 0),
  }));

/** A login whose RelayState comes back as this. */
export const withRelayState = async (value: string | null) => {
  const login = await recordLogin(world);
  return login.map((exchange) => {
    if (exchange.id !== 'a-3') return { ...exchange, responseText: null };
    const form = new URLSearchParams(exchange.requestBody?.text ?? '');
    if (value === null) form.delete('RelayState');
    else form.set('RelayState', value);
    return {
      ...exchange,
      requestBody: { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null },
    };
  });
};

/** A login whose response the IdP makes otherwise, and signs: the assertion unless told otherwise. */
export async function answering(
  make: (xml: string) => string,
  options: LoginOptions & { readonly sign?: readonly string[]; readonly algorithm?: string } = {},
): Promise<Exchange[]> {
  const { name = 'a' } = options;
  const exchanges = await recordLogin(world, options);
  const fields = new URLSearchParams(exchanges.find(({ id }) => id === `${name}-3`)?.requestBody?.text ?? '');
  const xml = Buffer.from(fields.get('SAMLResponse') ?? '', 'base64').toString('utf8');
  let made = make(xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, ''));
  const { sign = made.includes(`ID="_assertion-${name}"`) ? [`_assertion-${name}`] : [`_response-${name}`] } = options;
  const how = options.algorithm === undefined ? {} : { algorithm: options.algorithm };
  for (const id of sign) made = await world.idp.sign(made, id, how);
  fields.set('SAMLResponse', Buffer.from(made, 'utf8').toString('base64'));
  const body = { mimeType: 'application/x-www-form-urlencoded', text: fields.toString(), params: null };
  return change(exchanges, `${name}-3`, { requestBody: body }).map((exchange) =>
    exchange.id === `${name}-2` ? { ...exchange, responseText: null } : exchange,
  );
}

/** A login whose request is made, or its query written, otherwise. */
export async function asking(
  rewrite: (query: string) => string,
  make: (xml: string) => string = (xml) => xml,
  options: LoginOptions = {},
): Promise<Exchange[]> {
  const query = await signedQuery('SAMLRequest', make(authnRequestXml('_request-a')), world.sp);
  const url = `https://idp.example/sso?${rewrite(query)}`;
  const sent = change(await recordLogin(world, options), 'a-2', { url, responseText: null });
  return change(sent, 'a-1', { redirectUrl: url, responseHeaders: [header('Location', url)] });
}
