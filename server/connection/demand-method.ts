import type { Middleware } from 'koa';
import type { LoginMethod } from '#server/config/schema.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { Service } from './service.ts';
import { waysIn } from './ways-in.ts';

/** Lets a request through where the connection has this way in; otherwise 404, as if the path did not exist. */
export function demandMethod(service: Service, method: LoginMethod): Middleware {
  const { settings } = service;
  return async (_, next) => {
    if (settings.methods.includes(method)) return next();
    throw new Refusal({
      status: 404,
      code: 'method-off',
      owner: 'sp',
      title: 'Nobody logs in this way here',
      explanation: `The connection "${settings.prefix}" does not have "${method}" among its methods.`,
      facts: [{ label: 'Ways in', values: waysIn(service) }],
    });
  };
}
