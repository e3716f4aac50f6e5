import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom';
import * as samlify from 'samlify';
import { setNodeDependencies } from 'xml-core';
import * as xmldsig from 'xmldsigjs';
import xpath from 'xpath';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { createHistory } from '#shared/inspection/history.ts';
import { inspectMessage, withFindings } from '#shared/report/inspect-message.ts';
import { readParameterValue } from '#shared/wire/read-message.ts';
import type { Contender } from './measure.ts';
import { type BenchResponse, type BenchTrust, SP } from './vectors.ts';

/** Whatever reads a response must have found it valid, or its time says nothing. */
function mustBe(holds: boolean, who: string): void {
  if (!holds) throw new Error(`${who} does not accept the bench's response`);
}

/**
 * Ours: decode, parse, canonicalize, digest, RSA verify, typed model and all checks, which is what the row is about. To
 * guess what kind of input it is, and to make flows and a report of it, is left to the inspector, and none of the others
 * does it. As they are, it is given the IdP's certificate once, in metadata, and keeps its key read, as a server does;
 * nothing of a message outlives it.
 */
async function ours(idp: BenchTrust, response: BenchResponse, now: number): Promise<Contender> {
  const knowledge = await knowledgeFrom({ metadataTexts: [idp.metadata, idp.spMetadata], at: now });
  const nothingBefore = createHistory();
  const run = async (): Promise<void> => {
    const reading = readParameterValue(response.parameter);
    const source = { reading, exchange: null, receivedAt: null, receivedUrl: null, announced: false };
    const inspected = await inspectMessage(source, 0, nothingBefore, knowledge);
    const { signatures, findings } = withFindings(inspected, source, nothingBefore, knowledge);
    mustBe(signatures[0]?.outcome === 'valid', 'ours');
    mustBe(findings.length > 20 && !findings.some(isBad), 'ours');
  };
  return { name: 'ours', run };
}

/** Only worth knowing is, for instance, that a user has a thousand groups. */
function isBad({ outcome, severity }: Finding): boolean {
  return outcome === 'fail' && severity !== 'info';
}

/** node-saml's way in for a browser login: decode, parse, verify, its checks. */
function nodeSaml(idp: BenchTrust, response: BenchResponse): Contender {
  const saml = new SAML({
    idpCert: idp.certificatePem,
    issuer: SP.entityId,
    audience: SP.entityId,
    callbackUrl: SP.acs,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.never,
  });
  const run = async (): Promise<void> => {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response.parameter });
    mustBe(profile?.nameID === 'anne', 'node-saml');
  };
  return { name: 'node-saml', run };
}

/** samlify's way in, with a schema validator that lets everything pass, as its users without Java have. */
function samlifyReader(idp: BenchTrust, response: BenchResponse): Contender {
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const provider = samlify.IdentityProvider({ metadata: idp.metadata });
  const service = samlify.ServiceProvider({ metadata: idp.spMetadata });
  const run = async (): Promise<void> => {
    const { extract } = await service.parseLoginResponse(provider, 'post', {
      body: { SAMLResponse: response.parameter },
    });
    mustBe(extract.nameID === 'anne', 'samlify');
  };
  return { name: 'samlify', run };
}

/** xmldsigjs: parse and verify alone, without any reading or checking. */
async function xmldsigjs(idp: BenchTrust, response: BenchResponse): Promise<Contender> {
  xmldsig.Application.setEngine('WebCrypto', globalThis.crypto);
  setNodeDependencies({ DOMParser, XMLSerializer, DOMImplementation, xpath });
  const certificate = new xmldsig.X509Certificate(
    Buffer.from(idp.certificatePem.replace(/-----[^-]+-----|\s/g, ''), 'base64'),
  );
  const key = await certificate.exportKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' });
  const run = async (): Promise<void> => {
    const document = xmldsig.Parse(Buffer.from(response.parameter, 'base64').toString('utf8'));
    const signature = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')[0];
    const signed = new xmldsig.SignedXml(document);
    if (signature === undefined) throw new Error('no signature');
    signed.LoadXml(signature);
    mustBe(await signed.Verify(key), 'xmldsigjs');
  };
  return { name: 'xmldsigjs', run };
}

/** Whoever reads a response, by name; ours first. */
export const READERS = { ours, 'node-saml': nodeSaml, samlify: samlifyReader, xmldsigjs } as const;
export type ReaderName = keyof typeof READERS;
