import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { loginsBefore } from '../engine/login-of.ts';

/** A logout names the user exactly as the login did: value, format and qualifiers. ADFS and others match nothing otherwise. */
export const logoutNameidDiffers = defineCheck({
  code: 'logout-nameid-differs',
  rank: 670,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 3.7.3.1',
  brings: ['status-not-success', 'logout-answer-refused'],
  appliesTo: ['LogoutRequest'],
  variants: ['ok', 'value', 'format', 'qualifiers', 'white-space'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'LogoutRequest' || message.nameId === null) return [];
    const { nameId } = message;
    const names = loginsBefore(context, message).flatMap(({ subject }) => subject?.nameId ?? []);
    const login = names.find((each) => each.value.trim() === nameId.value.trim()) ?? names[0];
    if (login === undefined) return [];
    const variant = difference(login, nameId);
    const evidence = { at: nameId.element, expected: describe(login), received: describe(nameId) };
    if (variant === 'ok') return [pass('ok', evidence)];
    // Another value may as well be another user's session, of a login that was not recorded.
    return [fail(variant, variant === 'value' ? { ...evidence, severity: 'info' } : evidence)];
  },
});

function difference(login: NameIdentifier, logout: NameIdentifier) {
  if (login.value.trim() !== logout.value.trim()) return 'value';
  if (login.value !== logout.value) return 'white-space';
  if (formatOf(login) !== formatOf(logout)) return 'format';
  const same = login.nameQualifier === logout.nameQualifier && login.spNameQualifier === logout.spNameQualifier;
  return same ? 'ok' : 'qualifiers';
}

/** saml-core 2.2.2: without Format it is unspecified. */
function formatOf({ format }: NameIdentifier): string {
  return format ?? NAMEID_FORMAT.unspecified;
}

function describe(name: NameIdentifier): string {
  const format = formatOf(name).replace(/^.*:/, '');
  const qualifiers = [name.nameQualifier, name.spNameQualifier].map((qualifier) => qualifier ?? '-').join(' / ');
  return `${name.value} (${format}; ${qualifiers})`;
}
