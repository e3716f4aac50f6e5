import type { Fact } from '#shared/explain/facts/fact.ts';
import type { FactId } from '#shared/explain/facts/labels.ts';
import { extensionsOf, soapHeadersOf } from '#shared/explain/facts/message-extras.ts';
import { detailFacts } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

/** What programs know a fact by. Other programs rely on these: they stay when a label changes. */
const NAMES: Readonly<Partial<Record<FactId, string>>> = {
  'acs-url': 'answer to',
  'acs-index': 'endpoint',
  'answer-by': 'answer by',
  'attribute-set': 'attribute set',
  'force-authn': 'force authn',
  'format-wanted': 'NameID format',
  'allow-create': 'allow create',
  'name-id-for': 'NameID for',
  'context-exact': 'context, exact',
  'context-minimum': 'context, minimum',
  'context-maximum': 'context, maximum',
  'context-better': 'context, better',
  'proxies-allowed': 'proxies',
  idps: 'IdPs',
  'more-idps': 'more IdPs',
  'on-behalf-of': 'on behalf of',
  'logout-reason': 'reason',
  'valid-until': 'valid until',
  'session-asked': 'session',
  'attributes-asked': 'asks for',
  actions: 'action',
  'assertions-asked': 'asks for',
  'new-id': 'new ID',
  'token-type': 'token type',
  'applies-to': 'for',
  'trust-context': 'context',
  'artifact-issuer': 'source',
  'source-id': 'source ID',
  'source-location': 'source',
  'message-handle': 'handle',
  'artifact-type': 'type',
  'artifact-endpoint': 'endpoint',
  'saml-version': 'SAML',
  'conditions-window': 'valid',
  'confirmation-window': 'confirmation valid',
  'session-window': 'session ends',
  'confirmed-by': 'confirmed by',
  'logged-in': 'authenticated',
  'login-context': 'context',
  'login-described': 'declaration',
  'login-authorities': 'by',
  'login-address': 'from address',
  'one-time-use': 'one-time use',
  'proxy-restriction': 'proxies',
};

/** What a message says beside its head, its status and what it says about a person, as it stands there. */
export function jsonDetails(inspected: InspectedMessage): { name: string; values: string[] }[] {
  const { message } = inspected;
  const extras =
    message === null
      ? []
      : [
          { name: 'extensions', values: extensionsOf(message.element).map(({ name }) => name) },
          { name: 'SOAP headers', values: soapHeadersOf(message.element).map(({ name }) => name) },
        ];
  const told = detailFacts(inspected).map((fact) => ({ name: nameOf(fact), values: exactValues(fact) }));
  return [...told, ...extras].filter(({ values }) => values.length > 0);
}

/** An element that no model knows gives its own names. */
function nameOf({ id, label }: Fact): string {
  return id === 'said' ? label : (NAMES[id] ?? id);
}

function exactValues({ values }: Fact): string[] {
  return values.flatMap(({ exact }) => exact ?? []);
}
