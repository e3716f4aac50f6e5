import { describe, expect, it } from 'vitest';
import { CommandError } from '#server/cli/command-error.ts';
import { StoreError } from '#server/store/store-error.ts';
import { WebError } from '#server/web/web-error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { RulesError } from '#shared/rules/rules-error.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { XmlError } from '#shared/xml/xml-error.ts';
import { YamlError } from '#shared/yaml/yaml-error.ts';

describe('errors', () => {
  it.each([
    [new InputError('input-empty'), 'There is nothing to read: the input is empty.'],
    [new XmlError('xml-doctype', { position: 7 }), 'The document has a DOCTYPE, which SAML forbids (position 7).'],
    [new SamlError('config-idp', { reason: 'none' }), 'The identity provider is not described well enough: none.'],
    [new RulesError('rule-syntax', { line: 1, column: 2, reason: 'cut' }), 'Line 1, column 2: cut.'],
    [
      new WebError('port-in-use', { port: 80, host: 'localhost', setting: '--port' }),
      'Port 80 of localhost is already in use: stop the program that uses it, or choose another port with --port.',
    ],
    [
      new YamlError('yaml-invalid', { file: 'a.yaml', line: 3, column: 4, reason: 'this key is there twice' }),
      'a.yaml, line 3, column 4: this key is there twice.',
    ],
    [new StoreError('store-busy'), 'Another program holds the session store: try again in a moment.'],
    [new CommandError('usage', { reason: 'no file' }), 'no file.'],
  ])('%s says so', (error, message) => {
    expect(error).toBeInstanceOf(WorkbenchError);
    expect(error).toMatchObject({ name: 'WorkbenchError', message });
  });

  it('is known by its code, whether a room made it or it was made again from its parts', () => {
    const made = new XmlError('xml-too-deep', { limit: 3 }, { cause: 'the reason' });
    const { code, words, facts } = made;
    const again = new WorkbenchError({ code, words, facts }, { cause: made });
    expect(made.cause).toBe('the reason');
    expect(again).toMatchObject({ name: 'WorkbenchError', code, facts, message: made.message, cause: made });
    for (const error of [made, again]) {
      expect(XmlError.is(error, 'xml-too-deep')).toBe(true);
      expect(XmlError.is(error, 'xml-doctype')).toBe(false);
    }
    expect(XmlError.is(Object.assign(new Error('foreign'), { code: 'xml-too-deep' }), 'xml-too-deep')).toBe(false);
  });

  it('shows hostile facts as text, cut, and fills nothing twice', () => {
    const hostile = { prefix: `{position}\u202e${'x'.repeat(300)}`, position: 1 };
    const { message } = new XmlError('xml-namespace', hostile);
    expect(message).toMatch(/^The prefix "\{position\}/);
    expect(message).not.toContain('\u202e');
    expect(message).toContain('…');
    const again = new WorkbenchError(new XmlError('xml-namespace', hostile));
    expect(again.message).toBe(message);
  });
});
