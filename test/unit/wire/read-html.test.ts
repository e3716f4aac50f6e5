import { describe, expect, it } from 'vitest';
import { describeStep } from '#shared/inspection/step-words.ts';
import { readHtml } from '#shared/wire/read-message.ts';
import { scanForms } from '#shared/wire/scan-html.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

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
    const silent = [
      `<script>"${input}"</SCRIPT ><style>${input}</style><!--${input}-->`,
      `<p title='${input.replaceAll("'", '')}'>`,
      `<!doctype html "${input.replaceAll('>', '')}">`,
      `<title>${input}</title><iframe>${input}</iframe><xmp>${input}</xmp><noframes>${input}</noframes>`,
      `<textarea name=other>${input}</textarea>`,
      `<template>${input}<template></template>${input}</template>`,
      `<!--!> ${input} --!><!--> -->`,
      `</p ${input.slice(0, -1)}>`,
      `<plaintext></plaintext>${input}`,
    ];
    for (const page of silent) expect(readHtml(page)).toEqual([]);
    // What only looks like it is none: the page goes on behind it.
    const told = [
      `<!-->${input}-->`,
      `<script></scripts></script>${input}`,
      `<!x>${input}`,
      `<?x ?>${input}`,
      `<![CDATA[>${input}]]>`,
      `<svg><style/><title/></svg>${input}`,
      `<template></template>${input}`,
      `<noscript>${input}</noscript>`,
    ];
    for (const page of told) expect(readHtml(page)).toHaveLength(1);
  });

  it('without a message are empty', () => {
    expect(readHtml('')).toEqual([]);
    expect(readHtml('<form><input name=user><input type=password></form>')).toEqual([]);
    expect(readHtml('<form')).toEqual([]);
  });
});

describe('forms', () => {
  it('have method get unless they say post, and the first attribute of a name counts', () => {
    expect(scanForms('<form method=dialog a="1" action=x action=y><button name=b value=c>x</button></form>')).toEqual([
      { action: 'x', method: 'get', fields: [{ name: 'b', value: 'c' }] },
    ]);
    expect(scanForms('<form method=" POST "><input name=b></form>')).toEqual([
      { action: '', method: 'post', fields: [{ name: 'b', value: '' }] },
    ]);
  });

  it.each([
    [
      'a form within a form is none',
      '<form action=a><form action=b><input name=x></form><input name=y>',
      ['a x', ' y'],
    ],
    [
      'a form lasts until its own end tag',
      '<div><form action=a></div><p><input name=x></form><input name=y>',
      ['a x', ' y'],
    ],
    [
      'a field may name its form, before or after it',
      '<input name=x form=f><form action=a></form><form id=f action=b></form><form id=f action=c><input name=y form=f></form>',
      ['a ', 'b x,y', 'c '],
    ],
    [
      'one that names no form has none',
      '<form action=a><input name=x form=none><input name=y form></form>',
      ['a ', ' x,y'],
    ],
    ['the line break behind the tag of a textarea is no part of it', '<textarea name=x>\nv\n</textarea>', [' x=v\n']],
    ['a textarea that does not end goes to the end', '<form action=a><textarea name=x>v<b>&lt;', ['a x=v<b><']],
  ])('%s', (_, page, expected) => {
    const told = scanForms(page).map(({ action, fields }) => {
      const names = fields.map(({ name, value }) => (value === '' ? name : `${name}=${value}`));
      return `${action} ${names.join()}`;
    });
    expect(told).toEqual(expected);
  });

  it.each([
    ['what the form says', '<form action=/acs><input name=x><button formaction=/other>', '/acs'],
    ['else what a button says', '<form><input name=x><button formaction=/other formmethod=POST>', '/other'],
    ['a button that submits nothing does not count', '<form><input name=x><button type=button formaction=/other>', ''],
    [
      'from where the page says',
      '<base href=https://sp.example/a/><form action=acs><input name=x>',
      'https://sp.example/a/acs',
    ],
    [
      'the first time',
      '<base target=_top><base href=https://a.example><base href=https://b.example><form action=/c><input name=x>',
      'https://a.example/c',
    ],
    [
      'but for a whole URL',
      '<base href=https://a.example><form action=https://sp.example/acs><input name=x>',
      'https://sp.example/acs',
    ],
    ['and for none: the page itself', '<base href=https://a.example><form><input name=x>', ''],
    ['a base that is no whole URL is left alone', '<base href=/a/><form action=acs><input name=x>', 'acs'],
  ])('go to %s', (_, page, action) => {
    expect(scanForms(page)[0]?.action).toBe(action);
  });

  it('have their references decoded as in attributes: with or without semicolon, named, by number, or as they stand', () => {
    const value = (text: string) => scanForms(`<input name=x value="${text}">`)[0]?.fields[0]?.value;
    expect(value('&amp;&plus;&equals;&#43;&#x2B;&#X2b;&Aacute;&Tab;&NewLine;')).toBe('&+=+++Á\t\n');
    expect(value('a&ampb&amp=1&copy=2&lt')).toBe('a&ampb&amp=1&copy=2<');
    expect(value('&unknown;&#;&#x;&')).toBe('&unknown;&#;&#x;&');
    expect(value('&#0;&#xD800;&#x110000;&#128;')).toBe('\uFFFD\uFFFD\uFFFD€');
    expect(scanForms('<textarea name=x>&ampb</textarea>')[0]?.fields[0]?.value).toBe('&b');
  });
});

describe('pages made to be slow', () => {
  const PAGES: readonly (readonly [string, (n: number) => string])[] = [
    ['forms that do not end', (n) => '<form '.repeat(n)],
    ['forms within forms', (n) => '<form><input name=a>'.repeat(n)],
    ['elements within elements', (n) => `${'<b>'.repeat(n)}<input>${'</i>'.repeat(n)}`],
    ['templates within templates', (n) => `<input>${'<template>'.repeat(n)}${'</template>'.repeat(n)}`],
    ['a quote that does not end', (n) => '<input "'.repeat(n)],
    ['comments that do not end', (n) => `<input>${'<!--'.repeat(n)}`],
    ['CDATA that does not end', (n) => `<input>${'<![CDATA['.repeat(n)}`],
    ['scripts that do not end', (n) => `<input>${'<script>'.repeat(n)}`],
    ['a script full of ends that are none', (n) => `<input><script>${'</scrip'.repeat(n)}`],
    ['textareas that do not end', (n) => '<textarea>'.repeat(n)],
    ['a form of white space', (n) => `<input><form${' '.repeat(n)}`],
    ['ends that do not end', (n) => `<input>${'</form '.repeat(n)}`],
    ['quotes within quotes', (n) => '<input a=\'"'.repeat(n)],
    ['attributes', (n) => `<input ${Array.from({ length: n }, (_, i) => `a${i}=b`).join(' ')}>`],
    ['attributes of one name', (n) => `<input ${'value=b '.repeat(n)}>`],
    ['references that are none', (n) => `<input value=${'&#'.repeat(n)}>`],
    ['references', (n) => `<input name=a value="${'&amp;&notit;'.repeat(n)}">`],
    ['a long reference', (n) => `<input value="&#${'1'.repeat(n)};&${'a'.repeat(n)};">`],
    ['fields that name a form', (n) => `<form id=a>${'<input name=b form=a>'.repeat(n)}`],
    ['forms of one ID', (n) => '<form id=a></form><input form=a name=b>'.repeat(n)],
    ['bases', (n) => '<base href=https://a.example><form action=b><input></form>'.repeat(n)],
    ['a textarea of references', (n) => `<textarea name=a>${'&lt;'.repeat(n)}</textarea>`],
    ['brackets', (n) => `<input>${'<'.repeat(n)}`],
    ['half a control', (n) => '<inpu<input'.repeat(n)],
  ];

  it.each(PAGES)('cost in proportion to their length: %s', { timeout: 60_000 }, async (_, make) => {
    await expectLinear(make, (page) => scanForms(page), 4000);
  });
});
