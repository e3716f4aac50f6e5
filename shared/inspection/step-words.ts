import { type ErrorFacts, fillWords } from '#shared/base/errors.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import type { StepCode } from '#shared/wire/step-code.ts';

/** The words of every step, by code; `{name}` is filled from the step's facts, sizes in bytes as KB. */
const DECODING_STEP_WORDS: Readonly<Record<StepCode, string>> = {
  'percent-decoded': 'percent escapes decoded',
  'percent-decoded-again': 'percent escapes decoded once more: the value was escaped twice',
  'percent-broken': 'a broken percent escape kept as it stands',
  'value-not-utf8': 'a value that is not UTF-8, read as Windows-1252',
  'url-line-breaks': 'line breaks taken out of the URL',
  'name-escaped': 'the parameter name {name} was percent-escaped',
  'name-custom': 'found by its content in the parameter {name}',
  'name-repeated': 'the parameter {name} is there {count} times',
  multipart: 'a multipart/form-data body',
  'html-form': 'an HTML form that goes by {method} to {action}',
  'white-space-around': 'white space around the XML taken off',
  'xml-unencoded': 'the XML itself, not encoded',
  base64: '{alphabet}{deviations}',
  inflate: '{format} deflate, {from} -> {to}{trailing}',
  'inflate-unended':
    'the deflated data has no end (the sender flushed its stream and did not close it), which some receivers refuse',
  'not-deflated': 'not deflated',
  text: '{encoding}{mark}',
  'text-mark-again': 'a second byte order mark taken off',
  'text-label-wrong': 'read as {encoding}, though the XML declaration says {declared}',
  soap: 'SOAP {version}{headers}',
  'found-in': 'found in {place}',
  'found-lines': '{what} taken off',
  'found-escaped': 'the escapes of {escape} taken off',
  'found-base64': 'taken out of base64 around it',
  'found-cut': 'cut off: the text ends within it',
  'inner-message': 'the {name} inside the {outer}',
  'signature-incomplete': '{present} without {missing}: no signature to verify',
  'signature-ambiguous':
    'parameters that are there twice or escaped by name: what a signature would cover is ambiguous',
  'signature-not-base64': 'the Signature parameter is not base64',
  'key-info': 'the KeyInfo parameter read',
  'key-info-unreadable': 'the KeyInfo parameter is not base64, and is left aside',
  'bearer-grant': 'an assertion for a token endpoint (RFC 7522), in base64url as it asks',
  'bearer-grant-plain':
    'an assertion for a token endpoint in plain base64, where RFC 7522 2.1 asks for base64url without padding',
  'saml-encoding': 'SAMLEncoding names DEFLATE, the default',
  'saml-encoding-unknown':
    'SAMLEncoding names {encoding}, which the standard does not know: read as if it were not there',
};

const BASE64_WORDS: Readonly<Record<string, string>> = {
  'padding-missing': 'without padding',
  'padding-extra': 'with too much padding',
  'line-breaks': 'with line breaks',
  spaces: 'with spaces',
  'space-for-plus': 'with spaces for plus signs',
  'stray-bits': 'with stray bits at its end',
};

/** A step in words: `base64url without padding`, `raw deflate, 1.2 KB -> 4.0 KB`, `UTF-8`. One line, no full stop. */
export function describeStep(step: DecodingStep): string {
  const words = isStepCode(step.code) ? DECODING_STEP_WORDS[step.code] : step.code;
  return fillWords(words, wordFacts(step));
}

function isStepCode(code: string): code is StepCode {
  return Object.hasOwn(DECODING_STEP_WORDS, code);
}

function wordFacts({ code, facts }: DecodingStep): ErrorFacts {
  if (code === 'soap') return { ...facts, headers: facts['headers'] === '' ? '' : `, with ${facts['headers']}` };
  if (code === 'base64') return wordBase64(String(facts['deviations'] ?? ''));
  if (code === 'inflate') return wordInflate(facts);
  if (code === 'text') return { ...facts, mark: facts['byteOrderMark'] === 1 ? ' with a byte order mark' : '' };
  return facts;
}

function wordBase64(list: string): ErrorFacts {
  const deviations = list === '' ? [] : list.split(' ');
  const words = deviations.filter((deviation) => deviation !== 'base64url').map((name) => BASE64_WORDS[name] ?? name);
  return {
    alphabet: deviations.includes('base64url') ? 'base64url' : 'base64',
    deviations: words.length === 0 ? '' : ` ${words.join(', ')}`,
  };
}

function wordInflate(facts: DecodingStep['facts']): ErrorFacts {
  const trailing = Number(facts['trailing'] ?? 0);
  return {
    format: facts['format'] ?? 'raw',
    from: wordSize(Number(facts['from'])),
    to: wordSize(Number(facts['to'])),
    trailing: trailing === 0 ? '' : `, ${trailing} bytes of junk behind it`,
  };
}

function wordSize(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
