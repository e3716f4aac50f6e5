/**
 * The words of every error, by code: one line each, in the user's terms, saying what to do
 * where there is something to do. `{name}` is filled from the error's facts.
 */
export const ERROR_WORDS = {
  'input-empty': 'There is nothing to read: the input is empty.',
  'input-too-large': 'The input has {size} bytes; at most {limit} are read.',
  'input-unrecognised':
    'This is neither XML, a SAML parameter, a URL, a form, an HTML page, a HAR nor a trace: {reason}.',
  'base64-invalid': 'Not base64: {reason} at position {position}.',
  'percent-invalid': 'A broken percent escape at position {position}.',
  'deflate-invalid': 'The value is base64, but neither XML nor deflated data: {reason}.',
  'deflate-too-large': 'The deflated data grows beyond {limit} bytes and is refused.',
  'deflate-bomb': 'The deflated data grows beyond {limit} bytes at more than {ratio} to one: a bomb, refused.',
  'artifact-invalid': 'This is not a SAML artifact: {reason}.',
  'text-undecodable': 'The bytes are not text in {encoding}: {reason}.',
  'xml-too-large': 'The document has {size} characters; at most {limit} are read.',
  'xml-too-deep': 'The document nests deeper than {limit} levels.',
  'xml-too-many-nodes': 'The document has more than {limit} nodes.',
  'xml-too-many-attributes': 'An element has more than {limit} attributes.',
  'xml-doctype': 'The document has a DOCTYPE, which SAML forbids (position {position}).',
  'xml-not-well-formed': 'Not well-formed XML at position {position}: {reason}.',
  'xml-namespace': 'The prefix "{prefix}" at position {position} is not declared.',
  'xml-processing-instruction':
    'A processing instruction inside the document at position {position}: refused, because readers disagree about it.',
  'xml-relative-namespace':
    'The namespace "{namespace}" at position {position} is relative: such a document has no canonical form.',
  'form-action-forbidden': 'A message cannot be posted to {action}: only http and https URLs are addresses of SAML.',
  'der-invalid': 'Not DER at byte {position}: {reason}.',
  'certificate-invalid': 'This is not an X.509 certificate: {reason}.',
  'certificate-missing': 'There is no certificate in the text.',
  'private-key-invalid': 'The private key cannot be used: {reason}.',
  'algorithm-unknown': 'The algorithm {algorithm} is not one that this product signs with.',
  'sign-target-missing': 'There is nothing to sign: no element, or more than one, has the ID {id}.',
  'yaml-invalid': '{file}, line {line}, column {column}: {reason}.',
  'config-file-invalid': '{file}, line {line}: {reason}.',
  'config-unreadable': 'The file {file} cannot be read: {reason}.',
  'port-in-use':
    'Port {port} of {host} is already in use: stop the program that uses it, or choose another port with {setting}.',
  'address-unusable': 'Nothing can listen at port {port} of {host} on this machine: {reason}.',
  'store-unreadable': 'The session store {file} cannot be opened: {reason}.',
  'store-full':
    'The store of seen messages is full ({limit} entries): nothing is accepted until old entries expire, because a replay could not be told.',
  'store-disk-full':
    'The disk that holds the sessions is full: nothing can be accepted until there is space on it again.',
  'store-read-only': 'The session store can only be read at the moment, so nothing can be accepted: {reason}.',
  'store-busy': 'Another program holds the session store: try again in a moment.',
  'store-failing': 'The disk that holds the sessions fails, so nothing can be accepted: {reason}.',
  'row-unreadable': 'The session store has a row of another form than this version writes.',
  'state-unwritable': 'The state folder {folder} cannot be used: {reason}.',
  'key-file-broken':
    'The key file {file} cannot be used: {reason}. Put back a copy of it; or remove it, and a new key is made, which every partner must then be told.',
  'idp-state-unreadable':
    'The state of the test identity provider, {file}, cannot be read: {reason}. Remove the file to start anew.',
  'body-too-large': 'The request body has more than {limit} bytes and is refused.',
  'bodies-busy': 'Too much is being sent here at once: try again in a moment.',
  'threads-busy': 'Too many messages are being read at once: try again in a moment.',
  'work-overdue': 'Reading this message took longer than {seconds} seconds, and was given up.',
  'work-memory': 'Reading this message took more than {megabytes} MB of memory, and was given up.',
  'body-not-a-form': 'The request body is not a form (application/x-www-form-urlencoded) but {received}.',
  'body-not-soap': 'The request body is not a SOAP message (text/xml or application/soap+xml) but {received}.',
  'config-unknown-key': 'The configuration has a key that means nothing: {path}.',
  'config-invalid': 'The configuration is wrong at {path}: {reason}.',
  'config-idp': 'The identity provider is not described well enough: {reason}.',
  'metadata-unreadable': 'The metadata {file} cannot be used: {reason}.',
  'pem-unreadable': 'The file {file} cannot be used: {reason}.',
  'metadata-expected': 'This is a {name}, not SAML metadata (EntityDescriptor or EntitiesDescriptor).',
  'metadata-entity-unknown': 'There is no entity {entityId} among the {count} of this metadata.',
  'trust-unrecognised':
    'This is neither SAML metadata nor a certificate. Give the metadata XML of an entity or a PEM certificate.',
  'rule-syntax': 'Line {line}, column {column}: {reason}.',
  'rule-too-long': 'The condition has {size} characters; at most {limit} are read.',
  'rules-invalid': 'The rules are wrong at {path}: {reason}.',
  'rule-filter': 'The resource filter has a part that means nothing, "{part}": {reason}.',
  'rule-privilege-loop':
    'The rule asks, through HasPrivilege, for what is being decided, or asks more than {limit} times.',
  'parameters-ambiguous': 'The parameter {name} is ambiguous and the message is refused: {reason}.',
  'soap-invalid': 'This is not a SOAP message that holds one SAML message: {reason}.',
  'message-missing': 'There is no SAMLRequest or SAMLResponse among the parameters.',
  'redaction-too-large':
    'The input holds more than {limit} different values; that is more than can be replaced in one file.',
  'file-unreadable': '{file} cannot be read: {reason}.',
  'file-unwritable': '{file} cannot be written: {reason}.',
  'file-invalid': '{file}: {reason}',
  'nothing-to-compare': 'There is nothing to compare: both inputs must hold a login, or both a logout.',
  usage: '{reason}.',
  'option-invalid': '{name}: {reason}.',
  'build-failed': 'Building {what} failed (exit status {code}); what it said is above.',
} as const;

/** Every code that a `WorkbenchError` can have. */
export type ErrorCode = keyof typeof ERROR_WORDS;
