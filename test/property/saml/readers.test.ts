import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readMetadataInSteps } from '#shared/saml/read-metadata-in-steps.ts';
import { readArtifactValue } from '#shared/wire/artifact.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { parseXml } from '#shared/xml/parse.ts';

const NAMESPACES = [
  'urn:oasis:names:tc:SAML:2.0:protocol',
  'urn:oasis:names:tc:SAML:2.0:assertion',
  'urn:oasis:names:tc:SAML:2.0:metadata',
  'urn:oasis:names:tc:SAML:1.0:protocol',
  'urn:oasis:names:tc:SAML:1.0:assertion',
  'urn:oasis:names:tc:SAML:metadata:ui',
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  'http://www.w3.org/2000/09/xmldsig#',
];
const NAMES =
  'Response Assertion ArtifactResponse ArtifactResolve Artifact AttributeQuery AuthnQuery AuthzDecisionQuery ManageNameIDRequest NameIDMappingResponse LogoutRequest AuthnRequest Status StatusCode Subject NameID BaseID Conditions ProxyRestriction Advice Evidence AuthnStatement AuthnContext AttributeStatement Attribute AttributeValue Issuer Envelope Header Body Fault Code Value Subcode RequestSecurityTokenResponseCollection RequestSecurityTokenResponse RequestedSecurityToken EntitiesDescriptor EntityDescriptor IDPSSODescriptor SPSSODescriptor KeyDescriptor KeyInfo X509Data X509Certificate Extensions UIInfo ContactPerson AffiliationDescriptor Signature NameIdentifier'.split(
    ' ',
  );
const ATTRIBUTES =
  'ID AssertionID ResponseID IssueInstant Count NotBefore ProxyCount Binding Location index use entityID validUntil Decision'.split(
    ' ',
  );

/** Trees of the elements of SAML, put together without any sense. */
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc
    .record({
      namespace: fc.constantFrom(...NAMESPACES),
      name: fc.constantFrom(...NAMES),
      attributes: fc.uniqueArray(fc.constantFrom(...ATTRIBUTES), { maxLength: 3 }),
      value: fc.constantFrom('', ' ', '1', '-1', '2026-01-01T00:00:00Z', 'x', '9'.repeat(30)),
      children: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('', 'text', ' ', 'AAQAAA=='),
        fc.array(tie('tree'), { maxLength: 4 }).map((children) => children.join('')),
      ),
    })
    .map(
      ({ namespace, name, attributes, value, children }) =>
        `<${name} xmlns="${namespace}"${attributes.map((attribute) => ` ${attribute}="${value}"`).join('')}>${children}</${name}>`,
    ),
}));

async function onlyOurs(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbenchError);
  }
}

describe('no input makes anything but our own errors', () => {
  test('any tree of elements has a model; its entities have details', () => {
    fc.assert(
      fc.property(tree, (xml) => {
        const message = readMessage(parseXml(xml));
        if (message.kind === 'Metadata') message.entities.map(readEntityDetails);
      }),
      { numRuns: 500 },
    );
  });

  test('any tree is inspected and reported, as XML, in a form and in an envelope', async () => {
    const knowledge = await knowledgeFrom({});
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom('xml', 'wresult', 'soap'), async (xml, how) => {
        const envelope = `<S:Envelope xmlns:S="${NAMESPACES[6]}"><S:Body>${xml}</S:Body></S:Envelope>`;
        const input =
          how === 'xml' ? xml : how === 'soap' ? envelope : `wresult=${encodeURIComponent(xml)}&wa=wsignin1.0`;
        await onlyOurs(async () => {
          const report = await inspectInput(input, knowledge);
          toTextReport(report, { colour: false, all: true });
          JSON.stringify(toJsonReport(report, { all: true }));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('metadata in steps says what it says in one go, whatever the tree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (trees) => {
        const xml = `<EntitiesDescriptor xmlns="${NAMESPACES[2]}">${trees.join('<!-- between -->')}</EntitiesDescriptor>`;
        const whole = readMessage(parseXml(xml));
        const inSteps = await readMetadataInSteps(xml, () => Promise.resolve());
        const names = (entities: readonly { readonly entityId: string }[]) =>
          entities.map(({ entityId }) => entityId).sort();
        expect(names(inSteps.entities)).toEqual(names(whole.kind === 'Metadata' ? whole.entities : []));
      }),
      { numRuns: 300 },
    );
  });

  test('artifacts, envelopes and parameters of any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), async (text) => {
        await onlyOurs(() => readArtifactValue(text, text));
        readSoap(text);
        readForm(`SAMLart=${text}&wa=wsignin1.0&wtrealm=${text}`);
        readUrl(`https://sp/?SAMLart=${text}&wa=${text}`);
      }),
      { numRuns: 1000 },
    );
  });
});
