import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import schema from '#shared/trace/json-report.schema.json' with { type: 'json' };
import type { JsonReport } from '#shared/trace/json-report.ts';
import { type CliRun, runInside } from '#test/fixtures/run-cli.ts';

/** Messages and metadata that other projects test with; not part of this repository. */
const CORPUS = '../shared/corpus';
const CERTIFICATE = `${CORPUS}/node-saml/cert.pem`;

/** Those whose content nobody can tell without the private key: the Response is sound, what is sealed in it is not. */
const SEALED = 'response.root-signed.assertion-invalidly-signed-encrypted.xml';
/** Its Advice holds a signature with two references, which SAML forbids (saml-core 5.4.2) and nobody consumes. */
const ODD_ADVICE = 'response.root-signed.assertion-signed.2advice-signed.xml';

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(CORPUS, folder), { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const validate = new Ajv({ allowUnionTypes: true }).compile<JsonReport>(schema);

function reportOf(run: CliRun): JsonReport {
  const report: unknown = JSON.parse(run.stdout);
  if (!validate(report)) throw new Error(`does not fit the schema: ${JSON.stringify(validate.errors)}`);
  return report;
}

const inspect = (file: string) => runInside(['inspect', file, '--cert', CERTIFICATE, '--format', 'json']);
const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);

if (existsSync(CORPUS)) {
  describe('inspect on every file of the corpus', () => {
    it.each(
      readdirSync(CORPUS, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name),
    )(
      '%s: ends with 0, 1 or 2, with a report that fits its schema or one line, in text and Markdown too',
      async (folder) => {
        for (const file of filesIn(folder)) {
          const run = await inspect(file);
          if (run.status === 2) {
            expect([file, run.stdout]).toEqual([file, '']);
            expect(run.stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
            expect(run.stderr).not.toContain('defect');
            continue;
          }
          const errors = reportOf(run).findings.filter(
            ({ severity, outcome }) => severity === 'error' && outcome === 'fail',
          );
          expect([file, run.status, run.stderr]).toEqual([file, errors.length > 0 ? 1 : 0, '']);
          for (const format of ['text', 'md']) {
            expect(
              (await runInside(['inspect', file, '--cert', CERTIFICATE, '--format', format, '--all'])).status,
            ).toBe(run.status);
          }
        }
      },
    );
  });

  describe('signatures of node-saml, with its certificate', () => {
    const signaturesIn = async (file: string) => {
      const run = await inspect(file);
      return run.status === 2 ? [] : reportOf(run).messages.flatMap(({ signatures }) => signatures);
    };

    it('every valid one verifies, and so does the message', async () => {
      const files = filesIn('node-saml/signatures/valid');
      expect(files.length).toBeGreaterThan(10);
      for (const file of files) {
        const outcomes = (await signaturesIn(file)).map(({ outcome }) => outcome);
        const odd = nameOf(file) === ODD_ADVICE ? ['invalid'] : [];
        expect([file, outcomes.filter((outcome) => outcome !== 'valid')]).toEqual([file, odd]);
        expect(outcomes).toContain('valid');
      }
    });

    it('none of the invalid ones does, and the status says so', async () => {
      const files = filesIn('node-saml/signatures/invalid').filter((file) => nameOf(file) !== SEALED);
      expect(files.length).toBeGreaterThan(10);
      for (const file of files) {
        expect([file, (await signaturesIn(file)).filter(({ outcome }) => outcome === 'valid')]).toEqual([file, []]);
        expect((await inspect(file)).status).toBeGreaterThan(0);
      }
    });

    it('an encrypted assertion is said to be encrypted, whatever is in it', async () => {
      const report = reportOf(await inspect(join(CORPUS, 'node-saml/signatures/invalid', SEALED)));
      expect(report.messages[0]?.encrypted).toBe(true);
      expect(report.findings.map(({ code }) => code)).toContain('encrypted-assertion-unreadable');
    });

    it('parameters that were logged as JSON are put together again, their query signature verified', async () => {
      for (const name of ['sp_slo_redirect', 'sp_slo_redirect_failure', 'idp_slo_redirect']) {
        const args = ['inspect', join(CORPUS, `node-saml/${name}.json`), '--format', 'json'];
        const report = reportOf(await runInside([...args, '--cert', join(CORPUS, 'node-saml/acme_tools_com.cert')]));
        expect(report.messages[0]?.signatures.map(({ on, outcome }) => [on, outcome])).toEqual([['query', 'valid']]);
      }
    });
  });
}

describe('the corpus', () => {
  it(`is ${existsSync(CORPUS) ? 'here and was run' : 'not here, so nothing of it was run'}`, () => {
    expect(existsSync(CORPUS) ? filesIn('.').length : 301).toBeGreaterThan(300);
  });
});
