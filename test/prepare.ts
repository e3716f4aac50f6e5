import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program that the tests run for real, or files that they read, and the Debian package that brings it. */
interface Tool {
  /** Name of a program, or path of a file. */
  readonly program: string;
  readonly debianPackage: string;
  readonly why: string;
}

const TOOLS: readonly Tool[] = [
  { program: 'chromium', debianPackage: 'chromium', why: 'the panel in real devtools' },
  { program: 'firefox-esr', debianPackage: 'firefox-esr', why: 'the panel in a real toolbox' },
  { program: 'xmllint', debianPackage: 'libxml2-utils', why: 'the oracle for canonicalization' },
  { program: 'xmlsec1', debianPackage: 'xmlsec1', why: 'the oracle for signatures' },
  { program: 'php', debianPackage: 'php-cli', why: 'what SimpleSAMLphp runs by' },
  {
    program: '/usr/share/simplesamlphp/www/saml2/idp/metadata.php',
    debianPackage: 'simplesamlphp',
    why: 'an identity provider to connect',
  },
  {
    program: '/usr/lib/python3/dist-packages/lasso.py',
    debianPackage: 'python3-lasso',
    why: 'an identity provider to log out at by every binding',
  },
  { program: 'openssl', debianPackage: 'openssl', why: 'the oracle for keys and certificates' },
  { program: 'pg_ctlcluster', debianPackage: 'postgresql', why: 'data reduction by another database' },
  {
    program: '/usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd',
    debianPackage: 'opensaml-schemas',
    why: 'the schemas of SAML',
  },
  {
    program: '/usr/share/xml/xmltooling/catalog.xml',
    debianPackage: 'xmltooling-schemas',
    why: 'the schemas of XML signatures and encryption',
  },
];

const isInstalled = ({ program }: Tool): boolean =>
  program.startsWith('/')
    ? existsSync(program)
    : (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));

function canInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

function install(tools: readonly Tool[]): void {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-q'], options);
  const packages = tools.map((tool) => tool.debianPackage);
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
}

function describe(tools: readonly Tool[]): string {
  const names = tools.map((tool) => `${tool.debianPackage} (${tool.why})`).join(', ');
  const packages = tools.map((tool) => tool.debianPackage).join(' ');
  return `The tests need ${names}. Install: sudo apt-get install ${packages}`;
}

/** Makes sure that everything the tests run for real is there: nothing is skipped silently. */
function prepare(): void {
  const missing = TOOLS.filter((tool) => !isInstalled(tool));
  if (missing.length > 0 && canInstall()) install(missing);
  const stillMissing = missing.filter((tool) => !isInstalled(tool));
  if (stillMissing.length === 0) return;
  console.error(describe(stillMissing));
  process.exitCode = 1;
}

prepare();
