import { escapeText } from '#shared/xml/escape.ts';
import { SOAP_NAMESPACE, type SoapVersion } from './soap-version.ts';

/** Whose fault it is: the one who asked, the one who answers, or a header block that had to be understood and is not. */
export type SoapFaultCode = 'sender' | 'receiver' | 'must-understand';

/** An envelope around one message (saml-bindings 3.2.2.1). @param content XML of one element, its namespaces declared in it */
export function writeSoapEnvelope(content: string, version: SoapVersion): string {
  return `<S:Envelope xmlns:S="${SOAP_NAMESPACE[version]}"><S:Body>${content}</S:Body></S:Envelope>`;
}

const CODES: Readonly<Record<SoapVersion, Readonly<Record<SoapFaultCode, string>>>> = {
  '1.1': { sender: 'Client', receiver: 'Server', 'must-understand': 'MustUnderstand' },
  '1.2': { sender: 'Sender', receiver: 'Receiver', 'must-understand': 'MustUnderstand' },
};

/** An envelope with a fault (SOAP 1.1, 4.4; SOAP 1.2, 5.4). @param reason in words; written as text, whatever is in it */
export function writeSoapFault(code: SoapFaultCode, reason: string, version: SoapVersion): string {
  const name = `S:${CODES[version][code]}`;
  const words = escapeText(reason);
  const content =
    version === '1.1'
      ? `<faultcode>${name}</faultcode><faultstring>${words}</faultstring>`
      : `<S:Code><S:Value>${name}</S:Value></S:Code><S:Reason><S:Text xml:lang="en">${words}</S:Text></S:Reason>`;
  return writeSoapEnvelope(`<S:Fault>${content}</S:Fault>`, version);
}
