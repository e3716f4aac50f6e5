/** Metadata as a federation publishes it: with names for people, scopes, contacts and who registered it. */
export const FEDERATION = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" entityID="https://idp.university.example/shibboleth">
  <md:Extensions>
    <mdrpi:RegistrationInfo registrationAuthority="https://federation.example" registrationInstant="2020-01-01T00:00:00Z"/>
    <mdattr:EntityAttributes><saml:Attribute Name="http://macedir.org/entity-category-support" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue>http://refeds.org/category/research-and-scholarship</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes>
  </md:Extensions>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAuthnRequestsSigned="true">
    <md:Extensions>
      <shibmd:Scope regexp="false">university.example</shibmd:Scope>
      <mdui:UIInfo><mdui:DisplayName xml:lang="en">Example University</mdui:DisplayName><mdui:DisplayName xml:lang="de">Beispiel-Universität</mdui:DisplayName><mdui:PrivacyStatementURL xml:lang="en">https://university.example/privacy</mdui:PrivacyStatementURL></mdui:UIInfo>
    </md:Extensions>
    <md:ArtifactResolutionService index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.university.example/artifact"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.university.example/sso"/>
  </md:IDPSSODescriptor>
  <md:Organization><md:OrganizationName xml:lang="en">EU</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">Example University Ltd</md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">https://university.example</md:OrganizationURL></md:Organization>
  <md:ContactPerson contactType="support"><md:GivenName>Helpdesk</md:GivenName><md:EmailAddress>mailto:help@university.example</md:EmailAddress></md:ContactPerson>
</md:EntityDescriptor>`;
