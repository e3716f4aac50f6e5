import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import schema from '#shared/report/json-report.schema.json' with { type: 'json' };
import {
  ACS,
  IDP,
  makeWorld,
  recordLogin,
  recordLogout,
  responseXml,
  SP,
  START,
  type World,
} from '#test/fixtures/recording.ts';
import { runCli, runInside } from '#test/fixtures/run-cli.ts';

let folder: string;
let world: World;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-cli-'));
  world = await makeWorld();
  const login = await recordLogin(world);
  const files: Record<string, string> = {
    'ok.har': writeHar([...login, ...(await recordLogout(world))]),
    'bad.har': writeHar(await recordLogin(world, { audience: `${SP}/` })),
    'tracer.json': writeSamlTracer(login, new Map(), START),
    'response.xml': await responseXml(world, null),
    'idp.xml': world.idpMetadata,
    'sp.xml': world.spMetadata,
    'idp.pem': world.idp.certificatePem,
    'sp.pem': world.sp.certificatePem,
    'idp.key': world.idp.privateKeyPem,
    'empty.txt': '',
    'notes.txt': 'Dear support, the login fails.',
    'broken.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    'connection.yaml': `idp: { metadata: idp.xml }\nsp: { entityId: ${SP}, acs: ${ACS} }\nclockSkew: 60\n`,
    'bad-connection.yaml':
      'idp: { metadata: idp.xml }\nsp: { entityId: x, acs: https://sp.example/acs, colour: red }\n',
    'broken.yaml': 'idp: { metadata: idp.xml\nsp: [',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(file(name), text)));
});
afterAll(() => rm(folder, { recursive: true }));

describe('inspect --for', () => {
  it('writes to who must act, without names and the hosts of others', async () => {
    const { stdout: out, status } = await runInside([
      'inspect',
      file('bad.har'),
      '--for',
      'idp',
      '--metadata',
      file('idp.xml'),
    ]);
    expect(status).toBe(1);
    expect(out).toMatch(/^# To the administrator of the identity provider\n/);
    expect(out).toContain('idp.example');
    expect(out).not.toMatch(/sp\.example|anne/);
  });

  it('with --names as it was, and to who has nothing to do it says so', async () => {
    const whole = await runInside(['inspect', file('bad.har'), '--for', 'idp', '--names']);
    expect(whole.stdout).toContain('sp.example');
    const none = await runInside(['inspect', file('bad.har'), '--for', 'browser']);
    expect(none.stdout).toBe('Nothing here is for whoever sets up this browser to do. Others have: --for idp.\n');
  });

  it.each([
    [['--for', 'nobody'], /--for is one of idp, sp, network/],
    [['--for', 'idp', '--format', 'json'], /gives Markdown/],
    [['--names'], /goes with --for/],
  ])('%j is a mistake in the call', async (options, says) => {
    const { stderr: err, status } = await runInside(['inspect', file('bad.har'), ...options]);
    expect(status).toBe(2);
    expect(err).toMatch(says);
  });
});

describe('inspect', () => {
  it('ends with 0 on a healthy recording, and says so first', async () => {
    const run = await runCli(['inspect', file('ok.har'), '--metadata', file('idp.xml'), '--metadata', file('sp.xml')]);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/^No error was found\n/);
    expect(run.stdout).not.toContain('\u001b');
  });

  it('ends with 1 on errors, the cause first', async () => {
    const run = await runInside(['inspect', file('bad.har')]);
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toMatch(/^The audience of the assertion is /);
  });

  it('gives JSON that fits its schema, from a file, from "-", and from standard input alone', async () => {
    const expected = await runCli(['inspect', file('tracer.json'), '--format', 'json']);
    expect(expected.status).toBe(0);
    const report = JSON.parse(expected.stdout);
    expect(new Ajv({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
    expect(report.input).toEqual({ kind: 'saml-tracer', exchanges: 3 });
    const stdin = await readFile(file('tracer.json'));
    for (const args of [['inspect', '-'], ['inspect']]) {
      const run = await runCli([...args, '--format', 'json'], { stdin });
      expect(run.stdout).toBe(expected.stdout);
    }
  });

  it('gives Markdown', async () => {
    const run = await runInside(['inspect', file('bad.har'), '--format', 'md']);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^## ❌ The audience/);
  });

  it('lists what passed only with --all', async () => {
    const outcomes = async (...more: string[]) => {
      const { stdout } = await runInside(['inspect', file('response.xml'), '--format', 'json', ...more]);
      return new Set(JSON.parse(stdout).findings.map(({ outcome }: { outcome: string }) => outcome));
    };
    expect(await outcomes()).not.toContain('pass');
    expect(await outcomes('--all')).toContain('pass');
  });

  it('judges no time without --at, and with it says what has expired', async () => {
    const args = ['inspect', file('response.xml'), '--cert', file('idp.pem')];
    expect((await runInside(args)).status).toBe(0);
    expect((await runInside([...args, '--at', '2026-01-10T12:01:00Z'])).status).toBe(0);
    const late = await runInside([...args, '--at', '2026-01-10T13:00:00+00:00']);
    expect(late.status).toBe(1);
    expect(late.stdout).toMatch(/expired/);
  });

  it('verifies with --cert, --metadata and --connection', async () => {
    const outcome = async (...more: string[]) => {
      const { stdout } = await runInside(['inspect', file('response.xml'), '--format', 'json', ...more]);
      return JSON.parse(stdout).messages[0].signatures[0].outcome;
    };
    expect(await outcome()).toBe('unknown');
    expect(await outcome('--cert', file('idp.pem'))).toBe('valid');
    expect(await outcome('--cert', file('sp.pem'))).toBe('invalid');
    expect(await outcome('--cert', file('sp.pem'), '--cert', file('idp.pem'))).toBe('valid');
    expect(await outcome('--metadata', file('idp.xml'))).toBe('valid');
    expect(await outcome('--connection', file('connection.yaml'))).toBe('valid');
    expect(await outcome('--key', file('idp.key'))).toBe('unknown');
  });
});

describe('what cannot be read ends with 2 and one line that says why, never a stack trace', () => {
  const one = ['inspect', 'x'];
  it.each([
    [['inspect', 'missing.har'], 'missing.har cannot be read: there is no such file.'],
    [['inspect', 'a\u001b[31m\u202e.har'], 'a\\u{1b}[31m\\u{202e}.har cannot be read'],
    [['inspect', '.'], '. cannot be read: it is a folder.'],
    [['inspect', '@empty.txt'], 'the input is empty'],
    [['inspect', '@notes.txt'], 'it begins with "Dear support'],
    [['inspect', '@idp.pem'], 'it is a PEM file'],
    [['inspect', '@response.xml', '--cert', '@broken.pem'], 'broken.pem: '],
    [['inspect', '@response.xml', '--cert', '@notes.txt'], 'notes.txt: '],
    [['inspect', '@response.xml', '--key', '@idp.pem'], 'idp.pem: '],
    [
      ['inspect', '@response.xml', '--metadata', '@response.xml'],
      'response.xml: This is a Response, not SAML metadata',
    ],
    [['inspect', '@response.xml', '--metadata', '@missing.xml'], 'missing.xml cannot be read: there is no such file.'],
    [['inspect', '@response.xml', '--connection', '@broken.yaml'], 'broken.yaml, line '],
    [
      ['inspect', '@response.xml', '--connection', '@bad-connection.yaml'],
      'bad-connection.yaml: The configuration has a key that means nothing: sp.colour',
    ],
    [[...one, '--at', 'yesterday'], '--at yesterday is no moment such as'],
    [[...one, '--at', '2026-01-10'], '--at 2026-01-10 is no moment such as'],
    [[...one, '--at', '2026-13-41T99:00:00Z'], '--at 2026-13-41T99:00:00Z is no moment'],
    [[...one, '--format', 'yaml'], '--format is one of text, json, md, not yaml'],
    [[...one, '--colour'], "Unknown option '--colour'"],
    [[...one, '--cert'], '--cert'],
    [[...one, 'y'], 'inspect takes one file, not 2'],
    [['explode'], 'there is no command explode'],
  ])('%j', async (args, words) => {
    const run = await runInside(args.map((arg) => (arg.startsWith('@') ? file(arg.slice(1)) : arg)));
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(words);
    expect(run.stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
    expect(run.stderr).not.toContain('\u202e');
  });
});

describe('a process of its own', () => {
  it('ends with 2, writes one line to standard error and nothing else', async () => {
    expect(await runCli(['inspect', file('missing.har')])).toEqual({
      status: 2,
      stdout: '',
      stderr: `saml-workbench: ${file('missing.har')} cannot be read: there is no such file.\n`,
    });
    const unknown = await runCli(['inspect', 'x', '--colour']);
    expect([unknown.status, unknown.stderr.split('\n').length]).toEqual([2, 2]);
  });
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s teaches the commands', async (arg) => {
    const run = await runInside([arg]);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain('saml-workbench inspect [FILE|-]');
  });

  it.each(['inspect', 'validate'])('%s --help teaches by examples', async (command) => {
    const run = await runInside([command, '--help']);
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/Exit status: 0 /);
    expect(run.stdout).toMatch(new RegExp(`^ {2}.*saml-workbench ${command} .*--`, 'm'));
  });

  it('no command at all is told apart from asking for help by its status', async () => {
    const run = await runInside([]);
    expect(run.status).toBe(2);
    expect(run.stdout + run.stderr).toContain('saml-workbench inspect');
  });
});

describe('as a part of a pipe', () => {
  it('ends without noise when the reader stops reading', async () => {
    const run = promisify(execFile);
    const command = `"${process.execPath}" server/cli/main.ts inspect "${file('ok.har')}" --format json --all | head -c 10`;
    const { stdout, stderr } = await run('sh', ['-c', command]);
    expect(stdout).toBe('{\n  "versi');
    expect(stderr).toBe('');
  });

  it('colours only a terminal, and not even that with NO_COLOR (no-color.org)', async () => {
    const run = promisify(execFile);
    const onTerminal = async (env: NodeJS.ProcessEnv) => {
      const command = `'${process.execPath}' server/cli/main.ts inspect '${file('ok.har')}' --metadata '${file('idp.xml')}'`;
      return (await run('script', ['-qec', command, '/dev/null'], { env: { ...process.env, ...env } })).stdout;
    };
    expect(await onTerminal({ NO_COLOR: '' })).toContain('\u001b[32m');
    expect(await onTerminal({ NO_COLOR: '1' })).not.toContain('\u001b[');
  });
});

describe('inspect --connection says what the gate of the connection would', () => {
  const inspectWith = async (connection: string) => {
    await writeFile(file('gate.xml'), await responseXml(world, '_request-a'));
    const parties = `idp: { metadata: idp.xml }\nsp: { entityId: ${SP}, acs: ${ACS} }\n`;
    await writeFile(file('gate.yaml'), `${parties}${connection}`);
    const at = ['--at', '2026-01-10T12:00:02Z', '--format', 'json'];
    const run = await runCli(['inspect', file('gate.xml'), '--connection', file('gate.yaml'), ...at]);
    expect(run.stderr).toBe('');
    const findings: readonly { code: string; outcome: string; severity: string }[] = JSON.parse(run.stdout).findings;
    const errors = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error');
    const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
    return { status: run.status, errors: errors.map(({ code }) => code), unknown: unknown.map(({ code }) => code) };
  };

  it('accepted: 0, and what only the server knows is unknown', async () => {
    const { status, errors, unknown } = await inspectWith('');
    expect([status, errors]).toEqual([0, []]);
    expect(unknown).toContain('gate-not-known');
  });

  it.each([
    ['attributes: [{ from: mail, to: mail, required: true }]\n', 'attribute-required-missing'],
    ["user: { id: uid, directory: '[CORP]' }\n", 'user-unreadable'],
  ])('refused: 1, %s', async (connection, code) => {
    expect(await inspectWith(connection)).toMatchObject({ status: 1, errors: [code] });
  });
});

describe('validate', () => {
  const at = ['--at', '2026-01-10T12:00:02Z'];
  const raw = async (name: string, xml: string) => {
    await writeFile(file(name), `${Buffer.from(xml).toString('base64')}\n`);
    return file(name);
  };

  it('accepts what the gate accepts, and tells who would be logged in', async () => {
    const message = await raw('good.b64', await responseXml(world, '_request-a'));
    const args = ['validate', message, '--connection', file('connection.yaml'), ...at, '--request-id', '_request-a'];
    const run = await runInside([...args, '--format', 'json']);
    expect([run.status, run.stderr]).toEqual([0, '']);
    const decision = JSON.parse(run.stdout);
    expect(decision).toMatchObject({ verdict: 'accept', session: { userId: 'anne', sessionIndexes: ['session-a'] } });
    expect(Object.keys(decision)).toEqual(['verdict', 'findings', 'session']);
    expect((await runInside(args)).stdout).toMatch(/^Accepted\n {2}User {14}/);
  });

  it.each([
    ['another request', ['--request-id', '_other'], 'in-response-to-unknown'],
    ['too late', ['--at', '2026-01-10T13:00:00Z', '--request-id', '_request-a'], 'conditions-expired'],
  ])('refuses %s with the reason', async (_, more, code) => {
    const message = await raw('good.b64', await responseXml(world, '_request-a'));
    const run = await runInside([
      'validate',
      message,
      '--connection',
      file('connection.yaml'),
      ...at,
      ...more,
      '--format',
      'json',
    ]);
    expect([run.status, run.stderr]).toEqual([1, '']);
    const decision = JSON.parse(run.stdout);
    expect([decision.verdict, decision.session]).toEqual(['reject', null]);
    expect(decision.findings.map((finding: { code: string }) => finding.code)).toContain(code);
  });

  it('refuses what another key signed', async () => {
    const message = await raw('forged.b64', await responseXml({ ...world, idp: world.sp }, '_request-a'));
    const run = await runInside(['validate', message, '--connection', file('connection.yaml'), ...at]);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^Refused\n {2}\S.*\n(?:.*\n)*? {4}What to do {8}\S(?:.*\n)*? {4}Code {14}signature-/);
  });

  it('without --request-id, too, refuses what nothing can be read of, though it is signed', async () => {
    const logout = (status: string) =>
      `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_empty" Version="2.0" IssueInstant="2026-01-10T12:00:00Z" Destination="https://sp.example/slo" InResponseTo="_x"><saml:Issuer>${IDP}</saml:Issuer>${status}</samlp:LogoutResponse>`;
    const sp = `sp: { entityId: ${SP}, acs: ${ACS}, slo: https://sp.example/slo }`;
    await writeFile(file('empty.yaml'), `idp: { metadata: idp.xml }\n${sp}\n`);
    const validate = async (status: string) => {
      const message = await raw('empty.b64', await world.idp.sign(logout(status), '_empty'));
      return (await runInside(['validate', message, '--connection', file('empty.yaml'), ...at])).status;
    };
    expect(await validate('<samlp:Status/>')).toBe(1);
    expect(await validate('')).toBe(1);
    const success = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>';
    expect(await validate(`<samlp:Status>${success}</samlp:Status>`)).toBe(0);
  });

  it('takes the raw query string of a redirect message', async () => {
    const [, answer] = await recordLogout(world, { at: START });
    const { search } = new URL(answer?.url ?? '');
    await writeFile(file('query.txt'), `${search}\n`);
    await writeFile(
      file('slo.yaml'),
      `idp: { metadata: idp.xml }\nsp: { entityId: ${SP}, acs: ${ACS}, slo: https://sp.example/slo }\n`,
    );
    const args = ['validate', file('query.txt'), '--binding', 'redirect', '--connection', file('slo.yaml'), ...at];
    expect((await runInside(args)).status).toBe(0);
    await writeFile(file('query.txt'), search.replace('RelayState=', 'RelayState=x'));
    expect((await runInside(args)).status).toBe(1);
  });

  describe('takes the XML of a SOAP envelope (saml-bindings 3.2)', () => {
    const logout = (namespaces = '') =>
      `<samlp:LogoutRequest${namespaces} ID="_soap" Version="2.0" IssueInstant="2026-01-10T12:00:00Z"><saml:Issuer>${IDP}</saml:Issuer><saml:NameID>anne</saml:NameID></samlp:LogoutRequest>`;
    const NAMESPACES =
      ' xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
    const envelope = (body: string, namespaces = '') =>
      `<?xml version="1.0"?>\n<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"${namespaces}><S:Header/><S:Body>${body}</S:Body></S:Envelope>`;
    const validateSoap = async (xml: string) => {
      await writeFile(file('soap.xml'), `${xml}\n`);
      const args = ['validate', file('soap.xml'), '--binding', 'soap', '--connection', file('connection.yaml'), ...at];
      return await runInside([...args, '--format', 'json']);
    };
    const codesOf = ({ stdout }: { stdout: string }) =>
      JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
    const signed = () => world.idp.sign(logout(NAMESPACES), '_soap');

    it('accepts a signed LogoutRequest, and refuses it tampered with', async () => {
      const sound = envelope(await signed());
      expect(await validateSoap(sound)).toMatchObject({ status: 0, stderr: '' });
      const tampered = await validateSoap(sound.replace('>anne<', '>bert<'));
      expect(tampered).toMatchObject({ status: 1, stderr: '' });
      expect(codesOf(tampered)).toContain('signature-invalid');
    });

    it('accepts one whose namespaces only the envelope declares, read alike by both readers', async () => {
      const sound = await world.idp.sign(envelope(logout(), NAMESPACES), '_soap');
      expect(/<samlp:LogoutRequest [^>]*xmlns/.test(sound)).toBe(false);
      expect(await validateSoap(sound)).toMatchObject({ status: 0, stderr: '' });
      expect((await validateSoap(sound.replace('>anne<', '>bert<'))).status).toBe(1);
    });

    it('accepts a Response, and refuses its assertion moved into the Header', async () => {
      const response = (await responseXml(world, '_request-a')).replace(/^<\?xml[^>]*>\s*/, '');
      const { stdout } = await validateSoap(envelope(response));
      expect(JSON.parse(stdout)).toMatchObject({ verdict: 'accept', session: { userId: 'anne' } });
      const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(response)?.[0] ?? '';
      const forged = assertion.replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, '').replaceAll('anne', 'bert');
      const moved = envelope(response.replace(assertion, forged), NAMESPACES);
      const run = await validateSoap(moved.replace('<S:Header/>', `<S:Header>${assertion}</S:Header>`));
      expect([run.status, run.stderr]).toEqual([1, '']);
    });

    it('refuses a LogoutRequest without a signature', async () => {
      const run = await validateSoap(envelope(logout(NAMESPACES)));
      expect(run.status).toBe(1);
      expect(codesOf(run)).toContain('logout-unsigned');
    });

    it.each<[string, (message: string) => string, string]>([
      ['a DOCTYPE', (message) => envelope(message).replace('\n', '<!DOCTYPE a>'), 'has a DOCTYPE'],
      ['two messages', (message) => envelope(message + message), 'its Body holds more than one element'],
      ['two Bodies', (message) => envelope(`${message}</S:Body><S:Body>`), 'its Envelope has more than one Body'],
      ['no message', () => envelope(''), 'its Body is empty'],
      ['no Body', () => envelope('').replace('<S:Body></S:Body>', ''), 'its Envelope has no Body'],
      ['no envelope', (message) => message, 'its root is samlp:LogoutRequest, not a SOAP Envelope'],
      ['base64', (message) => Buffer.from(envelope(message)).toString('base64'), 'it does not begin as XML does'],
    ])('ends with 2 and one line: %s', async (_, change, words) => {
      const run = await validateSoap(change(await signed()));
      expect([run.status, run.stdout]).toEqual([2, '']);
      expect(run.stderr).toContain(words);
      expect(run.stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
    });
  });

  it.each([
    [['validate', '@good.b64'], 'validate needs --connection FILE'],
    [['validate'], 'validate takes one file'],
    [['validate', '@notes.txt', '--connection', '@connection.yaml'], 'notes.txt: '],
    [['validate', '@response.xml', '--connection', '@missing.yaml'], 'missing.yaml cannot be read'],
    [
      ['validate', '@response.xml', '--connection', '@connection.yaml', '--binding', 'pigeon'],
      '--binding is one of post, redirect, soap, not pigeon',
    ],
  ])('ends with 2 and one line: %j', async (args, words) => {
    const run = await runInside(args.map((arg) => (arg.startsWith('@') ? file(arg.slice(1)) : arg)));
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(words);
    expect(run.stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
  });
});

describe('inspect --compare', () => {
  it('says in what the run that works differs, and nothing else', async () => {
    const run = await runCli(['inspect', file('bad.har'), '--compare', file('ok.har'), '--metadata', file('sp.xml')]);
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toMatch(/audience: differs\n +A +https:\/\/sp\.example\/saml\/metadata\/\n +B +https/);
  });

  it('gives JSON that the schema describes', async () => {
    const run = await runCli(['inspect', file('bad.har'), '--compare', file('ok.har'), '--format', 'json']);
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is told in one line that there is nothing to compare', async () => {
    const run = await runCli(['inspect', file('ok.har'), '--compare', file('idp.xml')]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(/^saml-workbench: There is nothing to compare[^\n]*\n$/);
  });
});
