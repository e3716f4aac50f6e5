const TROUBLE = 'this machine lacks something at that moment';

/** Codes that no row of the table makes, each with the test that makes it: they need a world of their own. */
export const MADE_BY: Readonly<Record<string, string>> = {
  'bodies-busy': 'test/integration/companion/bodies.test.ts',
  'threads-busy': 'test/integration/companion/load.test.ts',
  'work-overdue': 'test/unit/server/threads/thread-pool.test.ts',
  'work-memory': 'test/unit/server/threads/thread-pool.test.ts',
  'store-unreadable': 'test/integration/companion/failing-store.test.ts',
  'store-busy': 'test/integration/companion/failing-store.test.ts',
  'store-full': 'test/contract/store/marks.test.ts',
  'store-disk-full': 'test/contract/store/clear-store.test.ts',
  'store-read-only': 'test/contract/store/clear-store.test.ts',
  'store-failing': 'test/contract/store/clear-store.test.ts',
  'row-unreadable': 'test/contract/store/sqlite.test.ts',
  'state-unwritable': 'test/integration/companion/broken-files.test.ts',
  'key-file-broken': 'test/unit/server/keys/key-ring.test.ts',
  'key-configured': 'test/integration/companion/key-rollover.test.ts',
  'assertion-replayed': 'test/integration/companion/refusals.test.ts',
  'config-file-invalid': 'test/integration/companion/reload.test.ts',
  'config-unreadable': 'test/integration/companion/reload.test.ts',
  'config-cut-off': 'test/integration/companion/reload.test.ts',
};

/** Codes that no request to the companion is answered with, and why. */
export const NO_ANSWER: Readonly<Record<string, string>> = {
  ...told('connection-invalid', [
    'config-unknown-key',
    'config-invalid',
    'config-idp',
    'metadata-unreadable',
    'pem-unreadable',
    'rules-invalid',
    'token-keys-unusable',
    'private-key-invalid',
    'access-rows-invalid',
    'access-text-invalid',
    'access-table-large',
  ]),
  ...told('metadata-expected', [
    'metadata-namespace',
    'metadata-lower-case',
    'metadata-other',
    'metadata-entity-unknown',
  ]),
  ...told('certificate-invalid', ['certificate-missing']),
  ...told('metadata-unreachable', ['address-unanswering']),
  ...told('metadata-address-forbidden', ['address-forbidden']),
  ...told('body-too-large', ['xml-too-large', 'xml-too-many-nodes', 'input-too-large']),
  ...told('xml-not-well-formed', ['der-invalid', 'algorithm-unknown', 'xml-relative-namespace', 'artifact-invalid']),
  ...because('it is about a rule, which is kept with its mistake', [
    'rule-syntax',
    'rule-too-long',
    'rule-filter',
    'rule-privilege-loop',
    'rule-proof-too-large',
  ]),
  ...because('it stops the start', ['port-in-use', 'address-unusable', 'yaml-invalid']),
  ...because('the command or the inspector says it', [
    'history-invalid',
    'redaction-too-large',
    'input-unrecognised',
    'metadata-by-address',
  ]),
  ...because('the test identity provider says it', ['encoding-unknown']),
  ...because('it would be a mistake of ours', ['sign-target-missing', 'form-action-forbidden', 'defect']),
  ...because('it answers a SOAP message, by a fault', ['body-not-soap', 'soap-invalid', 'text-undecodable']),
  ...because('it leads on, and the page that is led to answers', ['ticket-refused']),
  ...because('the pages were not built', ['console-not-built', 'inspector-not-built']),
  ...because(TROUBLE, ['data-unreadable']),
  ...because('the clock of this server was ahead for more than a day', ['replay-unknown', 'token-forgotten']),
  ...because('10,000 sessions, or hundreds of guesses at once, would be needed', ['review-large', 'guesses-many']),
};

function told(by: string, codes: readonly string[]) {
  return because(`it is told as ${by}`, codes);
}

function because(reason: string, codes: readonly string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}
