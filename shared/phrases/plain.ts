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
      says: 'in plain words: client-certificate',
      topic: 'client-certificate',
      owner: 'user',
      means: 'The server demands a client certificate, and got none that it takes.',
      fix: 'Send one that it trusts: a person installs it and chooses it when the browser asks, a server has it in its settings. Where none is meant to be needed, take the demand off this address.',
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
      says: 'in plain words: nameid-missing',
      topic: 'nameid-missing',
      owner: 'idp',
      means: 'The SP misses the NameID, or one of another form: often a mail address.',
      fix: 'Have the IdP send the NameID in the format and with the value by which the SP knows its users.',
    },
    {
      says: 'in plain words: replay',
      topic: 'replay',
      owner: 'sp',
      means: 'The SP says that it had this answer before.',
      fix: 'Begin the login anew. If a fresh one is refused as well, look for what sends the form twice (a double click, a proxy that repeats requests, two handlers at the ACS URL), and at how the SP keeps the IDs that were used.',
    },
    {
      says: 'in plain words: schema',
      topic: 'schema',
      owner: 'idp',
      means: 'The SP says that the answer is not valid by the schema of SAML.',
      fix: 'Its words or its log name the element or attribute: have the IdP leave it out, or write it as the schema wants it. If the findings name none, compare what the SP got with what was recorded.',
    },
    {
      says: 'in plain words: cookie',
      topic: 'cookie',
      owner: 'sp',
      means: 'The SP misses the cookie that it set when the login began.',
      fix: 'See that the browser takes cookies of this site; at the SP, set the one that a login needs with SameSite=None; Secure, so that it comes with the POST from the IdP.',
    },
    {
      says: 'in plain words: firewall',
      topic: 'firewall',
      owner: 'network',
      means: 'A firewall or filter in front of the application turned the message away; it never reached the SP.',
      fix: 'Find the rule in its log by the time, and except the ACS URL from it: a SAMLResponse is long base64 by design.',
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

/** The same of an identity provider, to which a request was sent. */
const PLAIN_AT_IDP: readonly Phrase[] = definePhrases(
  {
    product: 'plain words',
    source: 'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf',
  },
  [
    {
      says: 'in plain words of an IdP: sp-unknown',
      topic: 'sp-unknown',
      owner: 'idp',
      means: 'The IdP does not know the SP that asks.',
      fix: 'Register the SP at the IdP (load its metadata there), and compare the entity ID with the Issuer of the request, character by character.',
    },
    {
      says: 'in plain words of an IdP: acs-unknown',
      topic: 'acs-unknown',
      owner: 'idp',
      means: 'The ACS URL of the request is not one that the IdP has for this SP.',
      fix: 'Enter it at the IdP (reply URL, assertion consumer service), character by character, or have the SP ask for one that is there.',
    },
    {
      says: 'in plain words of an IdP: user-not-assigned',
      topic: 'user-not-assigned',
      owner: 'idp',
      means: 'The IdP does not let this user go to this SP.',
      fix: 'At the IdP, assign the user, or a group of theirs, to the application, or look at its access policy.',
    },
    {
      says: 'in plain words of an IdP: role',
      topic: 'role',
      owner: 'idp',
      means: 'The IdP demands a group or role of whoever goes to this SP.',
      fix: 'Put the user into the group that the IdP demands for this application.',
    },
    {
      says: 'in plain words of an IdP: account-disabled',
      topic: 'account-disabled',
      owner: 'idp',
      means: 'The account at the IdP is disabled or locked.',
      fix: 'Enable or unlock the account at the IdP.',
    },
    {
      says: 'in plain words of an IdP: user-cancelled',
      topic: 'user-cancelled',
      owner: 'user',
      means: 'The login was cancelled at the IdP.',
      fix: 'Begin the login anew, and go on to its end.',
    },
    {
      says: 'in plain words of an IdP: client-certificate',
      topic: 'client-certificate',
      owner: 'user',
      means: 'The server demands a client certificate, and got none that it takes.',
      fix: 'Send one that it trusts: a person installs it and chooses it when the browser asks, a server has it in its settings. Where none is meant to be needed, take the demand off this address.',
    },
    {
      says: 'in plain words of an IdP: mfa',
      topic: 'mfa',
      owner: 'idp',
      means: 'The IdP demands a second factor, which this user has not.',
      fix: 'Have the user register one where the IdP allows it, or register one for them.',
    },
    {
      says: 'in plain words of an IdP: schema',
      topic: 'schema',
      owner: 'sp',
      means: 'The IdP says that the request is not valid by the schema of SAML.',
      fix: 'Its words or its log name the element or attribute: have the SP leave it out, or write it as the schema wants it.',
    },
    {
      says: 'in plain words of an IdP: firewall',
      topic: 'firewall',
      owner: 'network',
      means: 'A firewall or filter in front of the IdP turned the request away; it never reached it.',
      fix: 'Find the rule in its log by the time, and except the address of the IdP’s single sign-on from it.',
    },
  ],
);

const byTopic = (phrases: readonly Phrase[]): ReadonlyMap<Topic, Phrase> =>
  new Map(phrases.map((phrase) => [phrase.topic, phrase]));
const AT_SP = byTopic(PLAIN);
const AT_IDP = byTopic(PLAIN_AT_IDP);
const BY_NAME: ReadonlyMap<string, Phrase> = new Map(
  [...PLAIN, ...PLAIN_AT_IDP].map((phrase) => [phrase.says, phrase]),
);

/** What a side means that speaks of this in plain words; undefined where that is not all that there is to know. */
export function plainPhrase(topic: Topic, by: 'idp' | 'sp'): Phrase | undefined {
  return (by === 'idp' ? AT_IDP : AT_SP).get(topic);
}

/** One of these by what it is called in a finding. */
export function namedPlain(says: string): Phrase | undefined {
  return BY_NAME.get(says);
}
