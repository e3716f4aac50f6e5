import { beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { makeWorld, recordLogin, responseXml, type World } from '#test/fixtures/recording.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function reportOf(exchanges: readonly Exchange[]) {
  const knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
  return toJsonReport(await inspectInput(writeHar(exchanges), knowledge), { all: false });
}

/** A login whose Response has a value that was put in as it is. */
async function brokenLogin(value: string): Promise<readonly Exchange[]> {
  const [begin, page, post] = await recordLogin(world, { acsStatus: 500 });
  if (begin === undefined || page === undefined || post === undefined) throw new Error('a login has three exchanges');
  const xml = (await responseXml(world, '_request-a')).replace('>Sales<', `>${value}<`);
  const text = new URLSearchParams({ SAMLResponse: writePostValue(xml), RelayState: '/hub/é' }).toString();
  const body = { mimeType: 'application/x-www-form-urlencoded', text, params: null };
  return [begin, { ...page, responseText: null }, { ...post, requestBody: body }];
}

describe('an answer that nobody can read', () => {
  it('is the cause of its flow, with what is wrong in it and where', async () => {
    const { findings, flows } = await reportOf(await brokenLogin('R&D'));
    expect(flows).toMatchObject([{ kind: 'login', outcome: 'refused', cause: 'message-unreadable', messages: [0, 1] }]);
    expect(findings[0]).toMatchObject({ code: 'message-unreadable', message: 1 });
    expect(findings[0]?.title).toMatch(/sent broken.*line 1, column \d+: an ampersand that begins no reference/);
    expect(findings[0]?.received).toContain('R&D');
  });

  it('escaped, it is read', async () => {
    const { findings } = await reportOf(await brokenLogin('R&amp;D'));
    expect(findings.map(({ code }) => code)).not.toContain('message-unreadable');
  });

  it('is no flow by itself', async () => {
    const [, , post] = await brokenLogin('R&D');
    const { flows, findings } = await reportOf(post === undefined ? [] : [post]);
    expect(flows).toEqual([]);
    expect(findings).toMatchObject([{ code: 'message-unreadable' }]);
  });
});
