import { beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { explainFlow, explainMessage } from '../../../../extension/store/flow/explain.ts';
import { moreWithMetadata } from '../../../../extension/store/flow/more-with-metadata.ts';
import { createWorkbench, type Workbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

const SP_METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://hub.example/hub">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://hub.example/hub/saml/acs" index="0"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`;
const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;
beforeAll(async () => {
  teller = await makeStoryteller();
});

async function opened(): Promise<Workbench> {
  const workbench = createWorkbench(null);
  await workbench.openInput('login.har', writeHar(await teller.login({ startedAt: START, name: 'a' })));
  return workbench;
}
const flowOf = ({ report: { value } }: Workbench) => {
  const [flow] = value.flows;
  if (flow === undefined) throw new Error('there is a flow');
  return explainFlow(flow, value.messages, value.findings);
};

describe('a login of which nothing is known', () => {
  it('asks for nothing, and says in one line what metadata would tell', async () => {
    const workbench = await opened();
    const { title, open, more } = flowOf(workbench);
    expect([title, open]).toEqual(['The login succeeded', []]);
    expect(more).toBe('With metadata it could also say whose key signed and whether issuers and addresses are right.');
    const [, response] = workbench.report.value.messages;
    expect(response && explainMessage(response)).toMatchObject({
      title: 'Nothing wrong was found, but not everything could be checked',
      more: 'With metadata it could also say whose key signed and whether issuers are right.',
    });
    workbench.end();
  });

  it('says nothing of the kind once it is given', async () => {
    const workbench = await opened();
    await workbench.trust.add(teller.metadata, 'idp.xml');
    await workbench.trust.add(SP_METADATA, 'sp.xml');
    await workbench.inputs.settled();
    expect(flowOf(workbench)).toMatchObject({ more: null, needsTrust: false, open: [] });
    workbench.end();
  });

  it('says nothing of the kind of what lacks something else', async () => {
    const workbench = await opened();
    const { findings } = workbench.report.value;
    expect(moreWithMetadata(findings.filter(({ lacks }) => lacks === 'time'))).toBeNull();
    workbench.end();
  });
});
