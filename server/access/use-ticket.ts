import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { openSession } from '#server/session/open-session.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { noteRefusedTicket } from './refuse-ticket.ts';
import { takeTicket } from './ticket.ts';

/** Qlik takes it in any case. */
const PARAMETER = 'qlikticket';

/**
 * `?qlikTicket=` on any page of the prefix: the ticket is used, once, and taken off the address by a redirect that keeps
 * the rest of the query as it was. One that is unknown, used, expired or there twice makes no session, ends none, and is
 * taken off as well: then the page itself says that nobody is logged in. The endpoints of SAML are no pages.
 */
export function useTicket(service: Service): Middleware {
  const endpoints = `${service.base}/saml/`;
  return async (ctx, next) => {
    const { tickets, rest } = splitQuery(ctx.querystring);
    if (tickets.length === 0 || ctx.method !== 'GET' || ctx.path.startsWith(endpoints)) return next();
    const [ticket = ''] = tickets;
    const isOn = service.settings.methods.includes('ticket') && tickets.length === 1;
    const login = isOn ? await takeTicket(service, ticket) : null;
    if (login === null) await noteRefusedTicket(ctx, service);
    else await begin(ctx, service, login);
    ctx.status = 303;
    ctx.redirect(`${ctx.path}${rest === '' ? '' : `?${rest}`}`);
  };
}

async function begin(ctx: Context, service: Service, login: LoginSession): Promise<void> {
  await openSession(ctx, service, login);
  const attributes = login.attributes.map(({ name }) => name);
  const connection = service.settings.prefix;
  service.log.info('login', { connection, user: userName(login), reason: 'ticket', attributes });
}

/** The tickets of a query, and what remains of it, byte for byte. */
function splitQuery(query: string): { readonly tickets: readonly string[]; readonly rest: string } {
  const tickets: string[] = [];
  const rest = query.split('&').filter((part) => {
    const [[name, value] = ['', '']] = new URLSearchParams(part);
    if (name.toLowerCase() !== PARAMETER) return true;
    tickets.push(value);
    return false;
  });
  return { tickets, rest: rest.join('&') };
}
