import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Warnings that cannot be avoided while Firefox 128 is supported: `data_collection_permissions`, which the store demands
 * since November 2025, is known to Firefox from 140 on (desktop) and 142 on (Android). Older ones pass over it.
 */
const KNOWN = new Set([
  'KEY_FIREFOX_UNSUPPORTED_BY_MIN_VERSION manifest.json',
  'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION manifest.json',
]);

interface Lint {
  readonly errors: readonly LintMessage[];
  readonly warnings: readonly LintMessage[];
  readonly notices: readonly LintMessage[];
}

interface LintMessage {
  readonly code: string;
  readonly file?: string;
  readonly message: string;
}

/**
 * Holds a built extension to what Mozilla's own linter says before a review (`web-ext lint`).
 * @throws Error with everything that it says beyond the known warnings
 */
export async function lintForFirefox(folder: string): Promise<void> {
  // It exits with 1 on an error of the extension, and prints the same.
  const { stdout } = await promisify(execFile)(
    'npx',
    ['web-ext', 'lint', '-s', folder, '--output', 'json', '--no-input'],
    {
      maxBuffer: 1e8,
    },
  ).catch((failure: { stdout?: string }) => {
    if (failure.stdout?.startsWith('{') === true) return { stdout: failure.stdout };
    throw failure;
  });
  const { errors, warnings, notices }: Lint = JSON.parse(stdout);
  const others = [...errors, ...warnings, ...notices].filter(({ code, file = '' }) => !KNOWN.has(`${code} ${file}`));
  if (others.length === 0) return;
  throw new Error(
    `web-ext lint: ${others.map(({ code, file, message }) => `${file ?? ''} ${code}: ${message}`).join('\n')}`,
  );
}
