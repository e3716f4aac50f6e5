import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { Refusal } from './refusal.ts';

/**
 * Answers OPTIONS for every path that a router has, and refuses methods that the path does not: with a true Allow both
 * (RFC 9110 10.2.1). HEAD works where GET only shows something; where GET may log in or out, a HEAD that only wants to
 * look must not, and is refused.
 *
 * @param acts whether a GET of this path may do more than show
 */
export function answerMethods(router: Router, acts: (path: string) => boolean): Middleware {
  return async (ctx, next) => {
    const methods = methodsOf(router, ctx.path);
    const allowed = acts(ctx.path) ? methods.filter((method) => method !== 'HEAD') : methods;
    return allowed.length === 0 ? next() : answerMethod(ctx, allowed, next);
  };
}

/**
 * Goes on if the method is one of those allowed; answers OPTIONS itself.
 * @throws Refusal 405
 */
export async function answerMethod(
  ctx: Context,
  allowed: readonly string[],
  next: () => Promise<unknown>,
): Promise<void> {
  if (allowed.includes(ctx.method)) {
    await next();
    return;
  }
  ctx.set('Allow', [...allowed, 'OPTIONS'].join(', '));
  if (ctx.method !== 'OPTIONS') throw notAllowed(ctx, allowed);
  ctx.status = 204;
}

function methodsOf(router: Router, path: string): readonly string[] {
  const layers = router.match(path, '').path;
  return [...new Set(layers.flatMap(({ methods }) => methods))].sort();
}

function notAllowed(ctx: Context, allowed: readonly string[]): Refusal {
  return new Refusal({
    status: 405,
    code: 'method-not-allowed',
    title: 'This address does not take that',
    explanation: `This address does not take ${ctx.method} requests.`,
    facts: [{ label: 'It takes', values: allowed }],
    steps: [{ label: 'Start page', href: '/' }],
  });
}
