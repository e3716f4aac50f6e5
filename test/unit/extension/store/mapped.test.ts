import { beforeAll, describe, expect, it } from 'vitest';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { mappedBy } from '../../../../extension/store/message/mapped.ts';
import { createWorkbench, type Workbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;

beforeAll(async () => {
  teller = await makeStoryteller();
});

async function opened(): Promise<{ workbench: Workbench; attributes: readonly Attribute[] }> {
  const workbench = createWorkbench(null);
  await workbench.openInput('pasted', await teller.response({ startedAt: START, name: 'a' }));
  const message = workbench.report.value.messages[0]?.message ?? null;
  return { workbench, attributes: assertionsInClear(message).flatMap((assertion) => assertion.attributes) };
}

async function connection() {
  const document = {
    idp: { metadata: 'idp.xml' },
    sp: { entityId: 'https://hub.example/hub', acs: 'https://hub.example/hub/saml/acs' },
    user: { id: 'NameID', directory: '[CORP]' },
    attributes: [{ from: 'groups', to: 'group', values: { Everyone: 'All' }, unmapped: 'drop' }],
  };
  const read = async () => teller.metadata;
  return await parseConnection(document, { metadata: read, pem: read });
}

describe('the map of a connection', () => {
  it('is told of each attribute: what it makes of which value, by which step, and what it leaves out', async () => {
    const { workbench, attributes } = await opened();
    const mapped = mappedBy(await connection(), attributes);
    expect(mapped.map(({ made, dropped }) => [made.length, dropped])).toEqual([
      [0, 0],
      [0, 0],
      [1, 2],
      [0, 0],
    ]);
    expect(mapped[2]?.made).toEqual([{ name: 'group', value: 'All', changed: ['values'] }]);
    workbench.end();
  });

  it('takes a row more where one is loaded, and none where none is', async () => {
    const { workbench, attributes } = await opened();
    const row = { from: 'department', to: 'department' };
    expect(await workbench.trust.addRow(row)).toBeNull();
    workbench.trust.judgeBy(await connection(), [], 'a file');
    expect(await workbench.trust.addRow(row)).toEqual({ file: null });
    const judged = workbench.trust.knowledge.value.connection;
    if (judged == null) throw new Error('there is one');
    expect(mappedBy(judged, attributes)[3]?.made).toEqual([{ name: 'department', value: 'Sales', changed: [] }]);
    workbench.end();
  });
});
