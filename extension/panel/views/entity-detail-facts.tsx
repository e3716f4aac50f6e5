import { useMemo } from 'preact/hooks';
import type { Contact, Entity, EntityDetails, LocalizedText, MetadataExtensions } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { Fact } from '../../kit/facts.tsx';
import { toShortUri } from '../../store/describe-message.ts';

/** What an entity says of itself for people and for federations: names, contacts, scopes, registration, algorithms. */
export function EntityDetailFacts({ entity }: { entity: Entity }) {
  const details = useMemo(() => readEntityDetails(entity), [entity]);
  const extensions = [details.extensions, ...details.roles.map((role) => role.extensions)];
  return (
    <>
      <Names details={details} extensions={extensions} />
      {[...details.contacts, ...details.roles.flatMap(({ contacts }) => contacts)].map((contact, index) => (
        <Fact key={`contact ${index}`} name="Contact" value={contactLine(contact)} note={contact.type} copy />
      ))}
      <Fact name="Scopes" value={listed(extensions.flatMap(({ scopes }) => scopes.map(({ value }) => value)))} copy />
      {extensions.flatMap(({ entityAttributes }) =>
        entityAttributes.map(({ name, values }, index) => (
          <Fact
            key={`${name} ${index}`}
            name="Entity attribute"
            value={values.join(', ')}
            note={toShortUri(name)}
            copy
          />
        )),
      )}
      <Fact name="Wants" value={listed(details.roles.flatMap(({ wants }) => wants))} />
      <Fact name="Other services" value={listed(otherServices(details))} />
      <Fact name="Registered by" value={first(extensions, ({ registration }) => registration?.authority)} />
      <Fact name="Published by" value={first(extensions, ({ publication }) => publication?.publisher)} />
      <Fact
        name="Signs with"
        value={listed(
          extensions.flatMap(({ signingMethods }) => signingMethods.map(({ algorithm }) => toShortUri(algorithm))),
        )}
      />
      <Fact name="Other extensions" value={listed(extensions.flatMap(({ others }) => others))} />
    </>
  );
}

function Names({ details, extensions }: { details: EntityDetails; extensions: readonly MetadataExtensions[] }) {
  const [ui] = extensions.flatMap(({ uiInfo }) => uiInfo ?? []);
  const organization = details.organization ?? details.roles.find((role) => role.organization !== null)?.organization;
  return (
    <>
      <Fact name="Name" value={ui === undefined ? null : textsLine(ui.displayNames)} />
      <Fact name="Description" value={ui === undefined ? null : textsLine(ui.descriptions)} />
      <Fact name="Organization" value={organization == null ? null : textsLine(organization.displayNames)} />
      <Fact name="Information" value={ui === undefined ? null : textsLine(ui.informationUrls)} copy />
      <Fact name="Privacy" value={ui === undefined ? null : textsLine(ui.privacyUrls)} copy />
    </>
  );
}

function contactLine({ givenName, surname, company, emails, phones }: Contact): string {
  const name = [givenName, surname].filter((part) => part !== null).join(' ');
  return [name, company, ...emails, ...phones].filter((part) => part !== null && part !== '').join(', ') || 'unnamed';
}

/** `SAML Workbench (en), SAML-Werkbank (de)` */
function textsLine(texts: readonly LocalizedText[]): string | null {
  return listed(texts.map(({ text, language }) => (language === null ? text : `${text} (${language})`)));
}

const SHOWN_ALREADY = new Set(['SingleSignOnService', 'AssertionConsumerService', 'SingleLogoutService']);

function otherServices({ roles }: EntityDetails): string[] {
  return roles.flatMap(({ endpoints }) =>
    endpoints
      .filter(({ service }) => !SHOWN_ALREADY.has(service))
      .map(({ service, location }) => `${service} ${location}`),
  );
}

/** As many are named. */
const LISTED = 30;

function listed(texts: readonly string[]): string | null {
  const each = [...new Set(texts)];
  if (each.length === 0) return null;
  return each.length <= LISTED
    ? each.join(', ')
    : `${each.slice(0, LISTED).join(', ')} and ${each.length - LISTED} more`;
}

function first(
  extensions: readonly MetadataExtensions[],
  read: (extensions: MetadataExtensions) => string | null | undefined,
): string | null {
  return extensions.map(read).find((text) => text != null) ?? null;
}
