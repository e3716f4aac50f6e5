/** How the command is called in these texts; `help` puts what the user has called in its place. */
const NAME = 'saml-workbench';

/** A text of this file, naming the command as it was called, such as `npm run -s cli --`. */
export function help(text: string, command: string): string {
  return text.replaceAll(NAME, command);
}

/** What the command alone and its `--help` print. */
export const HELP = `Inspects SAML traffic: decodes, verifies and says what is wrong and what to change.

  saml-workbench inspect [FILE|-] [options]
      what is in a message or a recording
  saml-workbench validate FILE --connection FILE [options]
      would the server let this message in?
  saml-workbench metadata FILE [options]
      what a metadata file says, problems first
  saml-workbench redact FILE [-o FILE]
      the same without names and values, to give away
  saml-workbench rules check|explain|test|diff|replay|prove|export
      access rules: what is wrong with them, why, and what a change grants

  saml-workbench COMMAND --help
      options and examples
  saml-workbench --version

Exit status: 0 no error found, 1 errors found, 2 something could not be read.
`;

/** What `inspect --help` prints. */
export const INSPECT_HELP = `saml-workbench inspect [FILE|-] [options]

FILE is whatever you have: XML, the value of SAMLRequest or SAMLResponse, a whole URL or query, a form body, an HTML
page with a form, a HAR, an export of SAML-tracer, a trace of this product, or any text with messages in it (a log, a
copied command). "-" or nothing reads standard input.
Nothing leaves this machine. What takes long says on a terminal how far it is.

  --metadata FILE     SAML metadata of the identity or service provider, as often as needed
  --cert FILE         a certificate (PEM, base64 or DER) to verify signatures with, as often as needed
  --key FILE          a private RSA key (PKCS#8 PEM) to open encrypted parts with, as often as needed; never stored
  --connection FILE   one connection of the server's configuration: of every message for its SP the report says what its
                      gate would, and what it refuses for is an error; what only the server knows is said to be unknown
  --at TIME           the moment to judge times at, such as 2026-11-22T09:43:00Z; a recording has its own times
  --format FORMAT     text (the default), json or md (Markdown for a ticket)
  --all               the checks that passed too
  --compare FILE      in what the login or logout in FILE differs: the run that works beside the one that fails

  --for OWNER         a message for the person who must act, in Markdown: idp, sp, network, browser, user or publisher. Names,
                      values and the hosts of others are replaced in it by pseudonyms; IDs of messages, by which a log
                      is searched, stay
  --names             in that message nothing is replaced, and what pages say is quoted

Why does this login fail?
  saml-workbench inspect login.har --metadata idp.xml

Is this response signed by that certificate?
  pbpaste | saml-workbench inspect --cert idp.pem --at 2026-11-22T09:43:00Z

Why does it work for her and not for him?
  saml-workbench inspect his.har --compare hers.har

What do I write to the administrator of the IdP?
  saml-workbench inspect login.har --for idp

Which groups does the IdP send?
  saml-workbench inspect login.har --format json | jq '.messages[].attributes'

Exit status: 0 nothing failed, 1 errors found or a login or logout that was refused or broken off, 2 the input could not
be read.
`;

/** What `validate --help` prints. */
export const VALIDATE_HELP = `saml-workbench validate FILE --connection FILE [options]

Asks the server's gate about one message: exactly the checks that decide whether a login or logout is believed.
FILE holds the raw value of SAMLResponse for post, the raw query string for redirect, and the XML of the Envelope for
soap; "-" reads standard input.

  --connection FILE   one connection of the server's configuration (YAML or JSON); required
  --binding BINDING   post (the default), redirect or soap
  --at TIME           the moment of receipt, such as 2026-11-22T09:43:00Z; now if left out
  --request-id ID     the ID of the request that may be answered; without it what the message answers is not looked at
  --format FORMAT     text (the default) or json

  saml-workbench validate response.b64 --connection hub.yaml --request-id _4f1c --at 2026-11-22T09:43:00Z
  saml-workbench validate logout.xml --binding soap --connection hub.yaml

Exit status: 0 accepted, 1 refused, 2 unreadable.
`;

/** What `redact --help` prints. */
export const REDACT_HELP = `saml-workbench redact FILE [-o FILE] [options]

Replaces names and values by pseudonyms, so that a recording can be given to support or put into a ticket. FILE is
whatever inspect reads; "-" reads standard input. The outcome is of the same kind, with the same flows, messages and
findings, but for signatures, which no longer hold; of one whose digest did not fit before, that is left. What takes
long says on a terminal how far it is.

The same value has the same pseudonym throughout one file, and another one the next time. Inside XML, URLs, bodies,
headers and cookies alike: names, attribute values, identifiers, hosts, tokens, certificates, encrypted parts,
comments, pages. What stays: names of attributes, parameters and headers, paths, times, status codes, the User-Agent,
but nothing in them that is a value elsewhere. Look at the outcome before you give it away: a name that stands in a
path and nowhere else is not known to be one.

  -o, --output FILE   where to write; standard output if left out
  --format FORMAT     of the receipt on standard error: text (the default) or json

  saml-workbench redact login.har -o login-redacted.har
  pbpaste | saml-workbench redact - | saml-workbench inspect

Exit status: 0 redacted, 2 the input could not be read or the output not be written.
`;

/** What `metadata --help` prints. */
export const METADATA_HELP = `saml-workbench metadata FILE [options]

What a metadata file says: problems first, then roles, endpoints by service and binding, keys with their certificates,
NameID formats, contacts, validity and the verdict on its signature. The entities of an aggregate are listed in brief.
"-" reads standard input.

  --entity ID         one entity of an aggregate, in full
  --cert FILE         the certificate of whoever signed it (PEM, base64 or DER), as often as needed
  --at TIME           the moment to judge validity at, such as 2026-11-22T09:43:00Z; now if left out
  --format FORMAT     text (the default) or json

When does the signing certificate of that IdP expire?
  saml-workbench metadata idp.xml --format json | jq '.entity.roles[].keys[].certificates[].notAfter'

Is this aggregate signed by the federation?
  saml-workbench metadata federation.xml --cert federation.pem

Exit status: 0 no error found, 1 errors found, 2 the file could not be read.
`;

/** What `rules --help` prints. */
export const RULES_HELP = `saml-workbench rules COMMAND

Access rules over session attributes, in the language of Qlik Sense. A file of rules is YAML (a list, or a map with
rules, as in the server's configuration) or JSON, also as Qlik Sense exports it.

  rules check (FILE | --condition TEXT) [--sent NAME]... [--format text|json]
      what cannot be read, is always or never true, or is worth a second look; --sent names a session attribute that
      somebody sends, as often as needed: others are then told to be sent by nobody. FILE may be a companion's whole
      configuration: the rules of each connection, against what its attribute maps send
  rules explain --condition TEXT --user JSON --resource JSON [--rules FILE] [--format text|json]
  rules explain --rules FILE [--action ACTION] --user JSON --resource JSON [--format text|json]
      why it is allowed, or the least that would change a denial
  rules test FILE [--format text|json|junit]
      cases with what is expected of each
  rules diff OLD NEW [--format text|json]
      what NEW grants that OLD does not, and the reverse, over all users and resources
  rules replay DECISIONS NEW [--format text|json]
      what was decided, decided again by NEW: who gains, who loses; DECISIONS is what the companion exports
      (/api/decisions/export), one JSON a line, of any size
  rules prove FILE [--format text|json]
      assertions, proven over all users and resources or refuted by an example
  rules export FILE
      the rules as Qlik Sense's JSON

  saml-workbench rules explain --condition 'user.environment.group = "SalesUS"' \\
    --user '{"userId":"anne","environment":{"group":["SalesAUS"]}}' --resource '{"resourcetype":"Stream"}'

Exit status: check 0 nothing wrong (warnings too), 1 errors; explain 0; test 0 all as expected, 1 not; diff 0 same or less,
1 more or both; replay 0 nobody gains or loses, 1 somebody does; prove 0 all proven, 1 one refuted; 2 something could not be read, or decided.
`;
