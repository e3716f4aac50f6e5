import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CONNECTION_DETAILS, CONNECTION_HISTORY } from '#shared/api/connections.ts';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import { tokenOf } from '../access/qps-client.ts';
import { makeOwnProcess, type OwnProcess } from './own-process.ts';

/** Changes that are answered before the process is killed in the middle of the ones after them. */
const BEFORE = 40;

let own: OwnProcess;
let admin: ApiClient;
const afterwards: (() => Promise<void>)[] = [];

beforeAll(async () => {
  own = await makeOwnProcess();
});

afterAll(async () => {
  for (const close of afterwards) await close();
  await own.close();
});

const show = async () => v.parse(CONNECTION_DETAILS, (await admin.call('GET', '/api/connections/hub')).body);

test('killed in the middle of changes, each version is whole or not there, whatever was answered is, and the audit agrees', async () => {
  await own.start();
  admin = administrator(() => own.url, await tokenOf(own));
  const answered: string[] = [];
  const { document } = await show();
  /** One change after the other, each from the answer of the one before, until nobody answers any more. */
  const write = async (): Promise<void> => {
    let { revision } = await show();
    for (let count = 0; ; count += 1) {
      // Long enough to take several pages of the database.
      const description = `${count} ${'x'.repeat(20_000)}`;
      const answer = await admin.call('PUT', '/api/connections/hub', {
        revision,
        document: { ...document, description },
      });
      expect(answer.status).toBe(200);
      answered.push(description);
      revision = v.parse(v.object({ connection: v.object({ revision: v.string() }) }), answer.body).connection.revision;
      if (count === BEFORE) void own.kill();
    }
  };
  await expect(write()).rejects.toThrow('fetch failed');
  await own.kill();
  // What is there now is read by the same program, in this process, which has it compiled already.
  const log = makeLog({ write: () => undefined });
  const again = await startCompanion({ config: join(own.folder, 'companion.yaml'), port: 0, log });
  afterwards.push(() => again.close());
  admin = administrator(() => again.url, await tokenOf(own));
  const { body } = await admin.call('GET', '/api/connections/hub/history');
  const { versions } = v.parse(CONNECTION_HISTORY, body);
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => versions.length - index));
  expect([answered.length, answered.length + 1]).toContain(versions.length);
  const now = await show();
  expect([now.isUsable, now.problem]).toEqual([true, null]);
  const description = String(now.document['description']);
  expect(description).toMatch(/^\d+ x{20000}$/);
  expect(Number.parseInt(description, 10) + 1).toBe(versions.length);
  const page = v.parse(AUDIT_PAGE, (await admin.call('GET', '/api/audit?limit=200')).body);
  const told = page.entries
    .filter(({ action }) => action === 'connection-changed')
    .map(({ facts }) => facts['version']);
  // The line comes after the version that it is of: the one that was being written may lack it, and none is of a version that is not there.
  expect([versions.length, versions.length - 1]).toContain(told.length);
  expect(told.every((version) => Number(version) <= versions.length)).toBe(true);
});
