import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { authnRequestXml, makeWorld, responseXml, signedQuery, type World } from '#test/fixtures/recording.ts';

/** A login's messages in the forms in which they are copied out of tools. */
export interface Pieces {
  readonly world: World;
  readonly knowledge: Knowledge;
  readonly xml: string;
  /** Base64 of the Response. */
  readonly value: string;
  /** The body of its POST. */
  readonly form: string;
  /** The URL of the request, signed in its query. */
  readonly url: string;
}

/** Fresh keys and one login. */
export async function makePieces(): Promise<Pieces> {
  const world = await makeWorld();
  const knowledge = await knowledgeFrom({
    certificatePems: [world.idp.certificatePem],
    metadataTexts: [world.spMetadata],
  });
  const xml = await responseXml(world, '_request-a', { groups: ['Zoë', '東京'] });
  const value = writePostValue(xml);
  const form = new URLSearchParams({ SAMLResponse: value, RelayState: '/hub/é' }).toString();
  const query = await signedQuery('SAMLRequest', authnRequestXml('_request-a'), world.sp);
  return { world, knowledge, xml, value, form, url: `https://idp.example/sso?${query}` };
}

/** What is found in a text: how it was read, and of each message what tells it from a damaged one. */
export async function found(text: string, { knowledge }: Pieces) {
  const report = toJsonReport(await inspectInput(text, knowledge), { all: false });
  return {
    input: report.input.kind,
    messages: report.messages.map(({ kind, id, relayState, signatures, attributes }) => ({
      kind,
      id,
      relayState,
      signatures: signatures.map(({ on, outcome }) => `${on} ${outcome}`),
      groups: attributes[0]?.values ?? [],
    })),
    decoding: report.messages[0]?.decoding ?? [],
  };
}
