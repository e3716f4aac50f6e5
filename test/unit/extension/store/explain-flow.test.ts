import { expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { explainFlow } from '../../../../extension/store/flow/explain.ts';
import { createWorkbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';

it('what a product said stands apart from what explains it', async () => {
  const teller = await makeStoryteller();
  const told = await teller.login({ startedAt: Date.UTC(2026, 0, 12), name: 'a' });
  const refusal = { status: 500, redirectUrl: null, responseText: '<h1>Error</h1><p>Invalid signature</p>' };
  const headers = [{ name: 'Content-Type', value: 'text/html' }];
  const refused = told.map((one) => (one.method === 'POST' ? { ...one, ...refusal, responseHeaders: headers } : one));
  const workbench = createWorkbench(null);
  await workbench.openInput('login.har', writeHar(refused));
  const { flows, messages, findings } = workbench.report.value;
  const [flow] = flows;
  const explained = flow === undefined ? null : explainFlow(flow, messages, findings);
  expect(explained).toMatchObject({
    happened: 'The login was refused',
    told: expect.stringMatching(
      /^hub\.example refused the Response \(HTTP 500\)\. It says: “[^”]*Invalid signature[^”]*”\.?$/,
    ),
    title: expect.stringMatching(/^This may be why: The signature is intact by the certificate/),
  });
  workbench.end();
});
