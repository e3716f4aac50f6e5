import { definePhrases, type Phrase, type Topic } from './engine/phrase.ts';

/**
 * What is meant where a service provider says it in plain words that are no product's own. Only what no message shows is
 * here: the words are all that there is to know.
 */
const PLAIN: readonly Phrase[] = definePhrases(
  {
    product: 'plain words',
    source: 'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf',
  },
  [
    {
      says: 'in plain words: attribute-missing',
      topic: 'attribute-missing',
      owner: 'idp',
      means: 'The SP misses an attribute of the user.',
      fix: 'Have the IdP send it for this SP, under the name that the SP looks for; or change the name in the SP’s attribute map to one that comes.',
    },
    {
      says: 'in plain words: user-not-provisioned',
      topic: 'user-not-provisioned',
      owner: 'sp',
      means: 'The SP has no account for this user.',
      fix: 'Make the account at the SP (or have it made at the first login), and compare by what it finds users (NameID, email) with what came.',
    },
    {
      says: 'in plain words: user-not-assigned',
      topic: 'user-not-assigned',
      owner: 'sp',
      means: 'The SP knows the user, who may not use this application.',
      fix: 'Assign the user, or a group of theirs, to the application.',
    },
    {
      says: 'in plain words: role',
      topic: 'role',
      owner: 'sp',
      means: 'The SP misses a role or group that it demands.',
      fix: 'Put the user into the group that the SP demands, and compare its name with what the IdP sends.',
    },
    {
      says: 'in plain words: account-disabled',
      topic: 'account-disabled',
      owner: 'sp',
      means: 'The account at the SP is disabled.',
      fix: 'Enable the account at the SP.',
    },
    {
      says: 'in plain words: mfa',
      topic: 'mfa',
      owner: 'idp',
      means: 'The SP demands a second factor, and the answer says nothing of one.',
      fix: 'Have the IdP demand it for this SP and say so (AuthnContextClassRef, or an attribute that the SP reads); or have the SP ask for it by RequestedAuthnContext.',
    },
    {
      says: 'in plain words: csrf',
      topic: 'csrf',
      owner: 'sp',
      means: 'The SP’s own protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Exempt the ACS URL from that protection: the POST comes from another site by design, and its signature is what protects it.',
    },
  ],
);

const BY_TOPIC: ReadonlyMap<Topic, Phrase> = new Map(PLAIN.map((phrase) => [phrase.topic, phrase]));
const BY_NAME: ReadonlyMap<string, Phrase> = new Map(PLAIN.map((phrase) => [phrase.says, phrase]));

/** What a service provider means that speaks of this in plain words; undefined where that is not all that there is to know. */
export function plainPhrase(topic: Topic): Phrase | undefined {
  return BY_TOPIC.get(topic);
}

/** One of these by what it is called in a finding. */
export function namedPlain(says: string): Phrase | undefined {
  return BY_NAME.get(says);
}
