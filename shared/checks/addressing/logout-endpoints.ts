import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Endpoint } from '#shared/saml/metadata.ts';

/** The logout endpoints of whoever a logout message is for; null where nothing is known of that party. */
export function logoutEndpointsOf({ expected, knowledge, parties }: CheckContext): readonly Endpoint[] | null {
  if (expected.sender === 'idp') return parties.sp?.sp?.singleLogout ?? null;
  if (expected.sender !== 'sp') return null;
  return knowledge.connection?.idp.singleLogout ?? parties.idp?.idp?.singleLogout ?? onlyIdp(knowledge);
}

/** An IdP without any logout endpoint cannot be found by the address; where there is just one, it is meant. */
function onlyIdp({ entities }: CheckContext['knowledge']): readonly Endpoint[] | null {
  const idps = entities.flatMap(({ idp }) => idp ?? []);
  return idps.length === 1 ? (idps[0]?.singleLogout ?? null) : null;
}
