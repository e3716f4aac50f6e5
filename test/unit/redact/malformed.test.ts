import { describe, expect, it } from 'vitest';
import { maskXml } from '#shared/redact/mask-xml.ts';
import { redactMessageXml } from '#shared/redact/parameter-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { redacted } from './kit.ts';

const OPEN =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_anne1"><acme:Unit xmlns:acme="https://acme.example">';
const CLOSE = '</acme:Unit></samlp:Response>';

function faultOf(xml: string): string {
  try {
    parseXml(xml);
    return 'none';
  } catch (error) {
    return String(error).replace(/acme:Unit|anne/g, (name) => name.replace(/[a-z]/gi, 'x'));
  }
}

describe('a message that its sender made malformed', () => {
  it.each([
    ['an ampersand', 'R&D, Anne'],
    ['a smaller-than sign in a value', '<a b="Anne < 5"/>'],
    ['an entity of HTML', '&nbsp;Anne'],
    ['an element that is not closed', '<Issuer>https://acme.example/anne'],
    ['a value without quotes', '<Issuer Format=anne>1</Issuer>'],
    ['a name that is there twice', '<Issuer anne="1" anne="2"/>'],
    ['a character of another script', 'Ännchen & Søn 𝒜nne'],
  ])('%s: is malformed in the same place, and names nobody', (_, broken) => {
    const xml = `${OPEN}${broken}${CLOSE}`;
    const after = redacted((redactor) => redactMessageXml(xml, redactor));
    expect(after).not.toMatch(/anne|acme|example|nnchen|𝒜/i);
    expect(after).toContain('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_');
    expect(faultOf(after)).toBe(faultOf(xml).replace('nbsp', 'xxxx'));
  });

  it('a sound twin keeps its structure and has pseudonyms', () => {
    const after = redacted((redactor) => redactMessageXml(`${OPEN}R&amp;D${CLOSE}`, redactor));
    expect(faultOf(after)).toBe('none');
  });

  it('of which the fault would not stay is replaced whole', () => {
    const after = redacted((redactor) => redactMessageXml(`${OPEN}<a anne="1" acme="2"/>&#1;${CLOSE}`, redactor));
    expect(after).toContain('unreadable-1 xml-not-well-formed');
  });

  it.each(['A', 'xmlns="', "xmlns=' ", '<a ', 'a = ', '&amp', ' '])(
    'takes time in proportion to its size, full of %j',
    (piece) =>
      expectLinear(
        (size) => piece.repeat(size),
        (text) => maskXml(text),
        500,
      ),
  );
});
