import { setImmediate } from 'node:timers/promises';
import { BINDING } from '#shared/saml/names.ts';
import { readMetadataInSteps } from '#shared/saml/read-metadata-in-steps.ts';
import { writeIdpMetadata } from '#shared/saml/write/write-metadata.ts';
import { type Row, toLimitRow } from './row.ts';
import type { BenchIdp } from './vectors.ts';

const ENTITIES = 1_800;
const ROUNDS = 7;

/** Metadata of a federation, 3 MB: how long it is read, and the longest time without a breath for anybody else. */
export async function measureFederation(idp: BenchIdp): Promise<Row[]> {
  const xml = federation(idp);
  console.log(`federation: ${ENTITIES} entities in ${xml.length.toLocaleString('en')} characters`);
  const rounds: { readonly time: number; readonly block: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await readOnce(xml));
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return [
    toLimitRow('federation-3m', middle(rounds.map(({ time }) => time)), 'ms', '3 MB', 200),
    toLimitRow('federation-block', middle(rounds.map(({ block }) => block)), 'ms', '3 MB', 50),
  ];
}

async function readOnce(xml: string): Promise<{ time: number; block: number }> {
  const start = performance.now();
  let since = start;
  let block = 0;
  const breathe = async (): Promise<void> => {
    block = Math.max(block, performance.now() - since);
    await setImmediate();
    since = performance.now();
  };
  const { entities } = await readMetadataInSteps(xml, breathe);
  if (entities.length !== ENTITIES) throw new Error(`${entities.length} entities were read`);
  const end = performance.now();
  return { time: end - start, block: Math.max(block, end - since) };
}

function federation(idp: BenchIdp): string {
  const entities = Array.from({ length: ENTITIES }, (_, index) =>
    writeIdpMetadata({
      entityId: `https://idp${index}.example/metadata`,
      certificates: [idp.certificatePem],
      singleLogout: [{ binding: BINDING.redirect, location: `https://idp${index}.example/slo` }],
      nameIdFormats: [],
      singleSignOn: [{ binding: BINDING.redirect, location: `https://idp${index}.example/sso` }],
      wantAuthnRequestsSigned: false,
    }).replace(/^<\?xml[^>]*>\s*/, ''),
  );
  return `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</md:EntitiesDescriptor>`;
}
