import { describe, expect, test } from 'vitest';
import { describeStep } from '#shared/inspection/step-words.ts';
import { readSoap } from '#shared/wire/read-soap.ts';

const REQUEST = '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>';

describe('SOAP', () => {
  test.each([
    ['1.1', 'http://schemas.xmlsoap.org/soap/envelope/'],
    ['1.2', 'http://www.w3.org/2003/05/soap-envelope'],
  ])('an envelope of version %s', (version, namespace) => {
    const xml = `<e:Envelope xmlns:e="${namespace}"><e:Body>${REQUEST}</e:Body></e:Envelope>`;
    const reading = readSoap(xml);
    expect(reading).toMatchObject({ binding: 'soap', error: null, wire: { binding: 'soap', xml, relayState: null } });
    expect(reading.steps.map(describeStep)).toContain(`SOAP ${version}`);
    expect(reading.wire?.steps).toBe(reading.steps);
  });

  test('the headers of PAOS and ECP are named, and RelayState is taken over (saml-profiles 4.2.4)', () => {
    const reading = readSoap(
      `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header>
        <paos:Request xmlns:paos="urn:liberty:paos:2003-08" S:mustUnderstand="1" responseConsumerURL="https://sp/ecp" service="urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp"/>
        <ecp:RelayState xmlns:ecp="urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp">r s</ecp:RelayState>
      </S:Header><S:Body>${REQUEST}</S:Body></S:Envelope>`,
    );
    expect(reading).toMatchObject({ binding: 'paos', wire: { binding: 'paos', relayState: 'r s' } });
    expect(reading.steps.map(describeStep)).toContain('SOAP 1.1, with paos:Request, ecp:RelayState');
  });

  test('an envelope of no SOAP is left for the reader of XML to name', () => {
    expect(readSoap('<Envelope><Body/></Envelope>')).toMatchObject({ binding: 'soap', wire: { relayState: null } });
  });

  test('what is not well-formed is told by the parser, not swallowed', () => {
    expect(readSoap('<e:Envelope><e:Body>').wire?.xml).toBe('<e:Envelope><e:Body>');
  });
});
