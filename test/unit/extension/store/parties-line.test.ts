import { expect, it } from 'vitest';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import { partiesLine } from '../../../../extension/store/message/describe-message.ts';

it('what came back by SOAP went to whoever asked, not to the address that was asked', async () => {
  const issueInstant = Date.UTC(2026, 0, 12, 10, 43, 12);
  const nameId = { value: 'anne', format: null, nameQualifier: null, spNameQualifier: null };
  const asked = {
    id: '_asked',
    issueInstant,
    issuer: 'https://hub.example/hub',
    destination: 'https://idp.example/slo',
  };
  const answer = {
    id: '_answer',
    issueInstant,
    issuer: 'https://idp.example/metadata',
    inResponseTo: '_asked',
    destination: null,
  };
  const text = writeSoapEnvelope(writeLogoutRequest({ ...asked, nameId, sessionIndexes: [] }), '1.1');
  const exchange = makeExchange({
    ...{ id: '1', method: 'POST', url: 'https://idp.example/slo', status: 200, source: 'own', startedAt: issueInstant },
    requestBody: { mimeType: 'text/xml', text, params: null },
    responseText: writeSoapEnvelope(writeLogoutResponse({ ...answer, statusCodes: [STATUS_CODE.success] }), '1.1'),
  });
  const { messages } = await inspectExchanges('trace', [exchange], await knowledgeFrom({}), {});
  expect(messages.map(partiesLine)).toEqual(['hub.example → idp.example', 'idp.example → whoever asked']);
});
