import type { Service } from '#server/connection/service.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { LoginOptions } from './login-request.ts';

/**
 * What one login asks for: `forceAuthn=true` and `isPassive=true` in the query of whoever begins it add to what the
 * connection says, and nothing takes away from it. Anybody may link to a login, so nothing that would make it weaker can
 * be said there; which class of authentication is wanted, the connection alone says.
 *
 * @throws Refusal 400 `login-option-invalid` for another value, and for both at once
 */
export function readLoginOptions({ settings, base }: Service, query: URLSearchParams): LoginOptions {
  const { request } = settings.connection;
  const wants = (name: string): boolean => {
    const value = query.get(name);
    if (value === null || value === 'false') return false;
    if (value === 'true') return true;
    throw invalid(base, `${name}=${value}`, `It may be ${name}=true or ${name}=false.`);
  };
  const forceAuthn = wants('forceAuthn') || request?.forceAuthn === true;
  const isPassive = wants('isPassive') || request?.isPassive === true;
  if (forceAuthn && isPassive)
    throw invalid(base, 'forceAuthn and isPassive', 'No identity provider can ask a user anew and not ask the user.');
  return { forceAuthn, isPassive };
}

function invalid(base: string, received: string, explanation: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'login-option-invalid',
    owner: 'user',
    title: 'This login cannot be asked for',
    explanation,
    facts: [{ label: 'Asked for', values: [received] }],
    steps: [{ label: 'Log in', href: `${base}/` }],
  });
}
