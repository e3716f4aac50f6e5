import { ACS, IDP, IDP_SLO, IDP_SSO, SLO, SP } from './kit.ts';

const NAMESPACES =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const MADE = '2026-01-01T12:00:00Z';
const SUCCESS = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>';

/** A login's response with nothing wrong in it; tests change one thing at a time. */
export const RESPONSE = `<samlp:Response ${NAMESPACES} ID="_response" Version="2.0" IssueInstant="${MADE}" Destination="${ACS}" InResponseTo="_request"><saml:Issuer>${IDP}</saml:Issuer><samlp:Status>${SUCCESS}</samlp:Status><saml:Assertion ID="_assertion" Version="2.0" IssueInstant="${MADE}"><saml:Issuer>${IDP}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" SPNameQualifier="${SP}">anne</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${ACS}" InResponseTo="_request" NotOnOrAfter="2026-01-01T12:05:00Z"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-01-01T11:59:00Z" NotOnOrAfter="2026-01-01T12:05:00Z"><saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-01-01T11:50:00Z" SessionIndex="_session" SessionNotOnOrAfter="2026-01-01T20:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="group"><saml:AttributeValue>Sales</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`;

/** The request that RESPONSE answers. */
export const AUTHN_REQUEST = `<samlp:AuthnRequest ${NAMESPACES} ID="_request" Version="2.0" IssueInstant="2026-01-01T11:59:30Z" Destination="${IDP_SSO}" AssertionConsumerServiceURL="${ACS}"><saml:Issuer>${SP}</saml:Issuer></samlp:AuthnRequest>`;

/** A logout that the IdP asks the SP for. */
export const LOGOUT_BY_IDP = `<samlp:LogoutRequest ${NAMESPACES} ID="_logout" Version="2.0" IssueInstant="${MADE}" Destination="${SLO}" NotOnOrAfter="2026-01-01T12:05:00Z"><saml:Issuer>${IDP}</saml:Issuer><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" SPNameQualifier="${SP}">anne</saml:NameID><samlp:SessionIndex>_session</samlp:SessionIndex></samlp:LogoutRequest>`;

/** A logout that the SP asks the IdP for. */
export const LOGOUT_BY_SP = LOGOUT_BY_IDP.replace(SLO, IDP_SLO).replace(`<saml:Issuer>${IDP}`, `<saml:Issuer>${SP}`);

/** The IdP's answer to a logout. */
export const LOGOUT_RESPONSE = `<samlp:LogoutResponse ${NAMESPACES} ID="_answer" Version="2.0" IssueInstant="${MADE}" Destination="${SLO}" InResponseTo="_logout"><saml:Issuer>${IDP}</saml:Issuer><samlp:Status>${SUCCESS}</samlp:Status></samlp:LogoutResponse>`;

const MD = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

/** Metadata of the IdP; the key's descriptor may say what it is for. */
export function idpMetadata(certificate: string, use = ' use="signing"', wantSigned = 'false'): string {
  return `<md:EntityDescriptor ${MD} entityID="${IDP}" validUntil="2026-02-01T00:00:00Z"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAuthnRequestsSigned="${wantSigned}"><md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP_SLO}"/><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${IDP_SLO}"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP_SSO}"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
}

/** Metadata of the SP. */
export function spMetadata(certificate: string): string {
  return `<md:EntityDescriptor ${MD} entityID="${SP}"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SLO}"/><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${SLO}"/><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${ACS}" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>`;
}

/** Both in one file, or more. */
export function aggregate(...entities: readonly string[]): string {
  return `<md:EntitiesDescriptor ${MD}>${entities.join('')}</md:EntitiesDescriptor>`;
}

/** Replaces one piece of a text; a piece that is not there is a mistake in the test. */
export function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`Nothing to change: ${String(from)}`);
  return changed;
}
