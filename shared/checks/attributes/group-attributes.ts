import type { Attribute } from '#shared/saml/assertion.ts';

/** Names under which groups and roles are sent: the last part of a URI, or a short name, in any case. */
const GROUP_NAME = /(?:^|[/:.#_-])(?:memberof|is_?member_?of|groups?|groupsid|roles?|entitlements?)$/i;

/** Whether an attribute is, by its name, a list of groups or roles. */
export function isGroupAttribute({ name, friendlyName }: Attribute): boolean {
  return GROUP_NAME.test(name) || GROUP_NAME.test(friendlyName ?? '');
}
