import { describe } from 'vitest';
import { certificateBase64, IDP_SLO } from '../kit.ts';
import {
  AUTHN_REQUEST,
  change,
  idpMetadata,
  LOGOUT_BY_IDP,
  LOGOUT_BY_SP,
  LOGOUT_RESPONSE,
  RESPONSE,
  spMetadata,
} from '../messages.ts';
import type { Situation } from '../situation.ts';
import { expectFirst } from './first-finding.ts';

const SLO = /(?:<md:SingleLogoutService [^>]*>)+/;
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** A logout after a login, as a recording has it, with the metadata of both. */
function logout(xml: string, slo?: string): Situation {
  return {
    connection: null,
    requestIds: null,
    xml,
    ...(xml.includes('sp.example/metadata</saml:Issuer>') ? { signer: ({ sp }) => sp } : {}),
    earlier: [AUTHN_REQUEST, RESPONSE],
    request: LOGOUT_BY_SP,
    metadata: ({ idp, sp }) => [
      slo === undefined ? idpMetadata(certificateBase64(idp)) : change(idpMetadata(certificateBase64(idp)), SLO, slo),
      spMetadata(certificateBase64(sp)),
    ],
  };
}

function answered(code: string): Situation {
  return logout(change(LOGOUT_RESPONSE, 'status:Success', `status:${code}`));
}

describe('subject at logout', () => {
  expectFirst([
    [
      '28. the NameID has another Format than at login (AD FS event 368)',
      logout(LOGOUT_BY_SP.replace(PERSISTENT, EMAIL)),
      'logout-nameid-differs',
      'format',
    ],
    [
      '28. the NameID lost its qualifier',
      logout(LOGOUT_BY_SP.replace(/ SPNameQualifier="[^"]*"/, '')),
      'logout-nameid-differs',
      'qualifiers',
    ],
    [
      '39. Entra’s NameID format differs',
      logout(LOGOUT_BY_IDP.replace(PERSISTENT, EMAIL)),
      'logout-nameid-differs',
      'format',
    ],
  ]);
});

describe('logout', () => {
  expectFirst([
    [
      '31. users think they have logged out: the status says otherwise',
      answered('Responder'),
      'status-not-success',
      'logout-Responder',
    ],
    ['32. one failing participant breaks the chain', answered('PartialLogout'), 'status-not-success', 'PartialLogout'],
    [
      '33. the session ended first: the request is refused',
      answered('UnknownPrincipal'),
      'status-not-success',
      'logout-UnknownPrincipal',
    ],
    [
      '35. the same logout request again',
      { ...logout(LOGOUT_BY_IDP), earlier: [RESPONSE, LOGOUT_BY_IDP] },
      'assertion-replayed',
      'logout-request',
    ],
    [
      '36. SessionIndex is missing',
      logout(LOGOUT_BY_SP.replace('<samlp:SessionIndex>_session</samlp:SessionIndex>', '')),
      'session-index-missing',
      'in-logout',
    ],
    [
      '37. POST logout unsupported by the other side',
      logout(
        LOGOUT_BY_SP,
        `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP_SLO}"/>`,
      ),
      'logout-binding-mismatch',
      'other',
    ],
    ['41. the IdP has no SLO endpoint in its metadata', logout(LOGOUT_BY_SP, ''), 'logout-endpoint-missing', 'idp'],
    [
      '41. metadata without a logout endpoint',
      {
        xml: change(idpMetadata('MIIB'), SLO, ''),
        tampering: ({ idp }) => [['MIIB', certificateBase64(idp)]],
      },
      'metadata-slo-missing',
      'idp',
    ],
  ]);
});
