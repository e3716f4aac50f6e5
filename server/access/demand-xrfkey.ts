import type { Middleware } from 'koa';
import { AccessError } from './access-error.ts';

const FORM = /^[0-9a-zA-Z]{16}$/;

/**
 * Qlik's guard against requests that another site has a browser make: 16 characters, the same in the query and in a
 * header that no form and no link can send. The name of the parameter is taken in any case, as Qlik does.
 *
 * @throws WorkbenchError `xrfkey-missing`, `xrfkey-different`, `xrfkey-malformed`
 */
export const demandXrfkey: Middleware = async (ctx, next) => {
  const given = [...ctx.URL.searchParams].filter(([name]) => name.toLowerCase() === 'xrfkey').map(([, value]) => value);
  const header = ctx.get('X-Qlik-Xrfkey');
  const [key] = given;
  if (key === undefined) throw new AccessError('xrfkey-missing', { place: 'the query' });
  if (header === '') throw new AccessError('xrfkey-missing', { place: 'the header' });
  if (given.some((one) => one !== header)) throw new AccessError('xrfkey-different');
  if (!FORM.test(key)) throw new AccessError('xrfkey-malformed');
  await next();
};
