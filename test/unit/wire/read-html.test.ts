import { describe, expect, it } from 'vitest';
import { readHtml } from '#shared/wire/read-message.ts';
import { scanForms } from '#shared/wire/scan-html.ts';
import { describeStep } from '#shared/wire/step-words.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';

const xml = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">é+</samlp:Response>';

describe('pages with an auto-submitted form', () => {
  it('as we write them are read back', () => {
    const page = writePostForm({
      action: 'https://sp/acs?a=1&b=2',
      parameter: 'SAMLResponse',
      value: writePostValue(xml),
      relayState: '"><script>&\'',
      nonce: 'n',
    });
    const [reading] = readHtml(page);
    expect(reading?.wire).toMatchObject({
      binding: 'post',
      parameter: 'SAMLResponse',
      xml,
      relayState: '"><script>&\'',
    });
    expect(reading?.steps.map(describeStep)[0]).toBe('an HTML form that goes by post to https://sp/acs?a=1&b=2');
  });

  it('as others write them are read too: entities, case, quotes, textarea, attributes without value', () => {
    const value = writePostValue(xml).replaceAll('+', '&#x2b;').replaceAll('=', '&#61;');
    const pages = [
      `<FORM METHOD=POST ACTION='https&#x3a;&#x2f;&#x2f;sp&#x2f;acs'><INPUT TYPE=hidden VALUE='${value}' NAME=SAMLResponse></FORM>`,
      `<form method="post" action="https://sp/acs"><textarea name="SAMLResponse">${value}</textarea></form>`,
      `<body onload="document.forms[0].submit()"><form action = https://sp/acs method = post><input hidden name="SAMLResponse"\nvalue="${value}"/></form>`,
      `<!-- <form action="wrong"> --><form method=post action=https://sp/acs><input disabled name=SAMLResponse value="${value}">`,
    ];
    for (const page of pages) {
      const [reading, ...others] = readHtml(page);
      expect(others).toEqual([]);
      expect(reading?.wire?.xml).toBe(xml);
      expect(reading?.steps[0]?.facts).toEqual({ action: 'https://sp/acs', method: 'post' });
    }
  });

  it('hold a message wherever it is: in any form, and outside of all', () => {
    const input = `<input name=SAMLResponse value=${writePostValue(xml)}>`;
    const readings = readHtml(`<form></form><form action=a>${input}</form>${input}`);
    expect(readings.map(({ steps }) => steps[0]?.facts['action'])).toEqual(['a', '']);
  });

  it('are not fooled by what is no markup: scripts, styles, comments', () => {
    const input = `<input name=SAMLResponse value=${writePostValue(xml)}>`;
    expect(
      readHtml(
        `<script>"${input}"</script><style>${input}</style><!--${input}--><p title='${input.replaceAll("'", '')}'>`,
      ),
    ).toHaveLength(1);
    expect(readHtml(`<script>"${input}"</SCRIPT ><style>${input}</style><!--${input}-->`)).toEqual([]);
  });

  it('without a message are empty', () => {
    expect(readHtml('')).toEqual([]);
    expect(readHtml('<form><input name=user><input type=password></form>')).toEqual([]);
    expect(readHtml('<form')).toEqual([]);
  });
});

describe('forms', { timeout: 60_000 }, () => {
  it('have method get unless they say post, and the first attribute of a name counts', () => {
    expect(scanForms('<form method=dialog a="1" action=x action=y><button name=b value=c>x</button></form>')).toEqual([
      { action: 'x', method: 'get', fields: [{ name: 'b', value: 'c' }] },
    ]);
  });

  it('are found in linear time in pages made to be slow', () => {
    const size = 300_000;
    const pages = [
      '<form '.repeat(size),
      '<input "'.repeat(size),
      '<!--'.repeat(size),
      '<script>'.repeat(size),
      `<form${' '.repeat(size)}`,
      '</form '.repeat(size),
      `<input a=${'&#'.repeat(size)}>`,
      '<textarea>'.repeat(size),
      '<input a=\'"'.repeat(size),
    ];
    for (const page of pages) expect(scanForms(page).length).toBeLessThanOrEqual(size);
  });
});
