import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '#shared/explain/facts/fact.ts';
import { LABELS } from '#shared/explain/facts/labels.ts';
import { detailFacts, messageGroup } from '#shared/explain/facts/message-facts.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { jsonDetails } from '#shared/report/json-details.ts';
import { toTextReport } from '#shared/report/text-report.ts';

const ISSUED = '2026-01-10T12:00:00Z';
const REQUEST = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="${ISSUED}" Destination="https://idp.example/sso" ForceAuthn="true" AssertionConsumerServiceIndex="3" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer>https://sp.example</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/><samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></samlp:RequestedAuthnContext><samlp:Scoping ProxyCount="2"/></samlp:AuthnRequest>`;

let request: InspectedMessage;
let text: string;
beforeAll(async () => {
  const report = await inspectInput(REQUEST, await knowledgeFrom({}));
  const [message] = report.messages;
  if (message === undefined) throw new Error('there is a message');
  request = message;
  text = toTextReport(report, { colour: false, all: false });
});

const find = (facts: readonly Fact[], id: Fact['id']) => facts.find((fact) => fact.id === id);

describe('what a request says', () => {
  test('is told by what it means, the whole beside what is shortened', () => {
    const facts = messageGroup(request, Date.parse(ISSUED) + 5000)?.facts ?? [];
    expect(find(facts, 'issued')?.values).toEqual([{ text: ISSUED, note: 'received 5 seconds later', exact: ISSUED }]);
    expect(find(facts, 'force-authn')?.values[0]?.text).toBe('log in again (ForceAuthn)');
    expect(find(facts, 'format-wanted')?.values).toEqual([{ text: 'any', note: null, exact: null }]);
    expect(find(facts, 'context-minimum')).toMatchObject({
      label: 'Login at least',
      values: [{ text: 'Password', note: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' }],
    });
  });

  test('is the same on a terminal: every label and every value', () => {
    for (const { label, values } of messageGroup(request, null)?.facts ?? []) {
      expect(text).toContain(`  ${label} `);
      for (const value of values) expect(text).toContain(value.text);
    }
  });

  test('has the names and values for programs that it always had; what is not there has none', () => {
    expect(jsonDetails(request)).toEqual([
      { name: 'endpoint', values: ['3'] },
      { name: 'answer by', values: ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'] },
      { name: 'allow create', values: ['yes'] },
      { name: 'context, minimum', values: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
      { name: 'force authn', values: ['yes'] },
      { name: 'proxies', values: ['2'] },
    ]);
    expect(detailFacts(request).map(({ id }) => id)).toContain('format-wanted');
  });
});

test('a clock that is behind is told', () => {
  const facts = messageGroup(request, Date.parse(ISSUED) - 60_000)?.facts ?? [];
  expect(find(facts, 'issued')?.values[0]?.note).toBe('received 1 minute earlier: the clocks differ');
});

test('labels fit beside their values on a terminal', () => {
  expect(Object.values(LABELS).filter((label) => label.length >= 18)).toEqual([]);
});
