import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';
import { ACS, makeWorld, recordLogin, recordLogout, responseXml, SP, type World } from '#test/fixtures/recording.ts';
import { runCli } from '#test/fixtures/run-cli.ts';

const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
const TARBALL = `saml-workbench-${version}.tgz`;
const AT = ['--at', '2026-01-10T12:00:02Z', '--request-id', '_request-a'];

/** The Node that the product brings, and the one of whoever installs the command. */
const NODES: readonly (readonly [which: string, path: string])[] = [
  ['the Node that the product brings', realpathSync(process.execPath)],
  ['the Node of this machine', findHostNode()],
];

/** Programs of a checkout stand in front of the machine's while npm runs a script. */
function findHostNode(): string {
  const folders = hostPath().split(delimiter);
  const found = folders.map((folder) => join(folder, 'node')).find((path) => existsSync(path));
  return found === undefined ? realpathSync(process.execPath) : realpathSync(found);
}

function hostPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter);
}

let place: Workplace;
let world: World;

/** A command in the empty folder; nothing of this checkout, and no network. */
function runThere(command: string, args: readonly string[], input: string | Uint8Array = '') {
  const { HOME: _, ...rest } = process.env;
  const own = Object.entries(rest).filter(([name]) => !/^npm_|^NODE_|^VITEST|^NO_COLOR|^FORCE_COLOR/i.test(name));
  const env = {
    ...Object.fromEntries(own),
    PATH: hostPath(),
    HOME: place.folder,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: place.folder, env, input });
  if (error) throw error;
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

const said = new Map<string, Promise<string>>();

/** What the command of the checkout prints for files of the folder; run once for all Nodes. */
function inCheckout(args: readonly string[]): Promise<string> {
  const key = args.join(' ');
  const known = said.get(key);
  if (known !== undefined) return known;
  const inFolder = args.map((each) => (/\.\w+$/.test(each) ? join(place.folder, each) : each));
  const printed = runCli(inFolder).then(({ stdout }) => stdout.replaceAll(`${place.folder}/`, ''));
  said.set(key, printed);
  return printed;
}

beforeAll(async () => {
  place = makeWorkplace();
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', place.folder], { encoding: 'utf8' });
  expect([packed.status, packed.stdout.trim()], packed.stderr).toEqual([0, TARBALL]);
  place.write('package.json', '{ "private": true }');
  const installed = runThere('npm', ['install', '--no-audit', '--no-fund', `./${TARBALL}`]);
  expect(installed).toMatchObject({ status: 0, stderr: '' });

  world = await makeWorld();
  const login = await recordLogin(world);
  place.write('ok.har', writeHar([...login, ...(await recordLogout(world))]));
  place.write('bad.har', writeHar(await recordLogin(world, { audience: `${SP}/` })));
  place.write('idp.xml', world.idpMetadata);
  place.write('sp.xml', world.spMetadata);
  place.write('connection.yaml', `idp: { metadata: idp.xml }\nsp: { entityId: ${SP}, acs: ${ACS} }\nclockSkew: 60\n`);
  const encode = (xml: string) => Buffer.from(xml).toString('base64');
  place.write('response.b64', encode(await responseXml(world, '_request-a')));
  const groups = Array.from({ length: 1600 }, (_, index) => `group-${index}`);
  place.write('large.b64', encode(await responseXml(world, '_request-a', { groups })));
}, 120_000);
afterAll(() => place.remove());

describe('the package', () => {
  it('holds JavaScript and what is said of it, and wants nothing else installed', () => {
    const folder = join(place.folder, 'node_modules');
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual(['saml-workbench']);
    const files = readdirSync(join(folder, 'saml-workbench'), { recursive: true, withFileTypes: true });
    const kinds = new Set(files.filter((file) => file.isFile()).map(({ name }) => name.replace(/^.*\./, '')));
    expect([...kinds].sort()).toEqual(['LICENSE', 'js', 'json', 'md']);
  });

  it('uses nothing that came after Node 20, but for what it brings along', () => {
    const folder = join(place.folder, 'node_modules/saml-workbench/.output/command');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    const later =
      /node:sqlite|\b(?:Promise\.(?:withResolvers|try)|Object\.groupBy|Array\.fromAsync|RegExp\.escape|import\.meta\.(?:dirname|filename))\b|\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|transferToFixedLength|toBase64|toHex)\(/;
    const found = files.map((name) => [name, later.exec(readFileSync(join(folder, name), 'utf8'))?.[0]]);
    expect(found.filter(([, what]) => what !== undefined)).toEqual([]);
  });

  it('runs by npx from the tarball, and by its name once installed', () => {
    const fromTarball = runThere('npx', ['--yes', `./${TARBALL}`, 'inspect', 'bad.har']);
    expect([fromTarball.status, fromTarball.stderr]).toEqual([1, '']);
    expect(fromTarball.stdout).toMatch(/^The audience of the assertion is /);
    expect(runThere('node_modules/.bin/saml-workbench', ['inspect', 'bad.har'])).toEqual(fromTarball);
  });
});

describe.each(NODES)('with %s', (_, node) => {
  const command = (args: readonly string[], input?: string | Uint8Array) =>
    runThere(node, ['node_modules/saml-workbench/.output/command/saml-workbench.js', ...args], input);

  it('says its version, and its name as it was called', () => {
    expect(command(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const help = command(['--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('  saml-workbench inspect [FILE|-] [options]');
    expect(command(['inspect', '--help']).stdout).not.toContain('npm run');
  });

  it.each([
    [['inspect', 'ok.har', '--metadata', 'idp.xml', '--metadata', 'sp.xml'], 0],
    [['inspect', 'bad.har', '--format', 'json', '--all'], 1],
    [['inspect', 'bad.har', '--format', 'md', '--compare', 'ok.har'], 1],
    [['metadata', 'idp.xml', ...AT.slice(0, 2)], 0],
    [['validate', 'response.b64', '--connection', 'connection.yaml', ...AT], 0],
    [['validate', 'large.b64', '--connection', 'connection.yaml', ...AT, '--format', 'json'], 0],
    [['validate', 'response.b64', '--connection', 'connection.yaml', ...AT.slice(0, 2), '--request-id', '_x'], 1],
  ])('%j ends with %i, and says what the command of the checkout says', async (args, status) => {
    const ran = command(args);
    expect([ran.status, ran.stderr]).toEqual([status, '']);
    expect(ran.stdout).toBe(await inCheckout(args));
  });

  it('reads standard input, in a pipe with itself', () => {
    const redacted = command(['redact', '-'], readFileSync(join(place.folder, 'ok.har')));
    expect(redacted.status).toBe(0);
    expect(redacted.stdout).not.toContain('idp.example');
    expect(command(['inspect'], redacted.stdout)).toMatchObject({ stderr: '' });
  });

  it.each<readonly [readonly string[], string, string]>([
    [['inspect', 'missing.har'], '', 'missing.har'],
    [['inspect'], 'no SAML at all', ''],
    [['inspect', '--colour', 'red'], '', 'See saml-workbench --help.'],
    [['serve'], '', 'there is no command serve'],
  ])('%j with "%s" is one line and status 2', (args, input, words) => {
    const { status, stdout, stderr } = command(args, input);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
    expect(stderr).toContain(words);
  });

  it('called with nothing shows its help and ends with 2', () => {
    expect(command([])).toMatchObject({ status: 2, stderr: '', stdout: expect.stringContaining('saml-workbench') });
  });
});

it('in a checkout the help names the script, whatever its package is called', () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'cli', '--', '--help'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('  npm run -s cli -- inspect [FILE|-] [options]');
  expect(stdout).not.toContain('  saml-workbench ');
});
