import type { Context } from 'koa';
import type { AppSettings, ConsoleLogin } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { Condition } from '#shared/rules/condition.ts';
import { evaluateCondition } from '#shared/rules/evaluate-condition.ts';
import { toRuleUser } from './decide-access.ts';

/**
 * Whether a login opens the console, as it is configured. Only a login by SAML counts: whoever may make tickets, sessions
 * or tokens could give them any attribute, and so make an administrator.
 */
export function mayAdministrate(
  ctx: Pick<Context, 'ip'>,
  service: Service,
  login: LoginSession,
  configured: ConsoleLogin | null,
): boolean {
  if (configured === null || configured.connection !== service.settings.prefix) return false;
  return holdsForSaml(ctx, service, login, configured.parsed);
}

/** Whether a login may look at an app as somebody else: one that opens the console, or that the app's `viewAs` allows. */
export function mayViewAs(
  ctx: Context,
  service: Service,
  login: LoginSession,
  app: AppSettings | null,
  configured: ConsoleLogin | null,
): boolean {
  if (app === null) return false;
  if (mayAdministrate(ctx, service, login, configured)) return true;
  return app.viewAs !== null && holdsForSaml(ctx, service, login, app.viewAs.parsed);
}

function holdsForSaml(
  { ip }: Pick<Context, 'ip'>,
  { url }: Service,
  login: LoginSession,
  condition: Condition,
): boolean {
  if (login.origin.way !== 'saml') return false;
  const user = toRuleUser(login, { ip, secureRequest: url.startsWith('https:') });
  return evaluateCondition(condition, { user, resource: {}, hasPrivilege: () => false });
}
