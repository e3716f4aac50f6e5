import { SamlError } from '#shared/saml/saml-error.ts';
import type { Connection } from './connection.ts';

/** One thing that a connection says and that cannot hold beside something else that it says. */
interface Contradiction {
  /** Path of keys in the file. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Refuses a connection that contradicts itself, and one in the mode `saml2int` that could not keep a MUST of that
 * profile: the mode is a promise.
 *
 * @throws WorkbenchError `config-invalid` with the first
 */
export function refuseContradictions(connection: Omit<Connection, 'idp'>): void {
  const { mode } = connection;
  const [first] = [...ofRequest(connection), ...(mode === 'saml2int' ? againstSaml2Int(connection) : [])];
  if (first !== undefined) throw new SamlError('config-invalid', { path: first.path, reason: first.reason });
}

function ofRequest({ request, accept }: Pick<Connection, 'request' | 'accept'>): readonly Contradiction[] {
  if (request?.forceAuthn === true && request.isPassive)
    return [{ path: 'request.isPassive', reason: 'with forceAuthn no identity provider can obey it' }];
  if (request?.forceAuthn === true && accept.unsolicited)
    return [{ path: 'accept.unsolicited', reason: 'with request.forceAuthn every login must be asked for' }];
  return [];
}

/** SAML2Int 2.0, by its clauses. */
function againstSaml2Int({ sp, user, request, clockSkew }: Omit<Connection, 'idp'>): readonly Contradiction[] {
  const clause = (path: string, says: string, id: string): Contradiction => {
    return { path, reason: `in the mode saml2int it ${says} (${id})` };
  };
  const { metadata } = sp;
  const policy = request?.nameId;
  const found: (Contradiction | false)[] = [
    !isHttps(sp.acs) && clause('sp.acs', 'must begin with https', 'SDP-SP09'),
    sp.entityId.length > 256 && clause('sp.entityId', 'must have at most 256 characters', 'SDP-G04'),
    !URL.canParse(sp.entityId) && clause('sp.entityId', 'must be an absolute URI', 'SDP-G04'),
    metadata?.displayName === undefined && clause('sp.metadata.displayName', 'must be there', 'SDP-MD09'),
    metadata?.logo === undefined && clause('sp.metadata.logo', 'must be there', 'SDP-MD09'),
    metadata?.privacyUrl === undefined && clause('sp.metadata.privacyUrl', 'must be there', 'SDP-MD09'),
    !(metadata?.contacts ?? []).some(({ type, email }) => type === 'technical' && email !== undefined) &&
      clause('sp.metadata.contacts', 'must have a technical one with an email', 'SDP-MD11'),
    sp.encryption === false && clause('sp.encryption', 'must not be off', 'SDP-MD08'),
    !/^(?:rsa|ecdsa)-sha256$/.test(sp.signature ?? 'rsa-sha256') &&
      clause('sp.signature', 'must be rsa-sha256 or ecdsa-sha256', 'SDP-ALG01'),
    (user.id === 'NameID' || user.directory === 'NameID') &&
      clause('user.id', 'must be an attribute: a NameID is for logout alone', 'SDP-SP13, SDP-SP14'),
    request?.binding === 'post' && clause('request.binding', 'must be redirect', 'SDP-SP02'),
    typeof policy === 'object' &&
      (policy.format !== undefined || !policy.allowCreate) &&
      clause('request.nameId', 'must be none, or allowCreate alone', 'SDP-SP04'),
    (clockSkew < 180_000 || clockSkew > 300_000) && clause('clockSkew', 'must be from 180 to 300 seconds', 'SDP-G01'),
    (request?.authnContext?.comparison ?? 'exact') !== 'exact' &&
      clause('request.authnContext.comparison', 'must be exact', 'SDP-SP07'),
  ];
  return found.filter((each) => each !== false);
}

function isHttps(url: string): boolean {
  return url.startsWith('https://');
}
