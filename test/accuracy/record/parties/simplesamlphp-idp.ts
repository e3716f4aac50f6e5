import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { freePort } from '#test/fixtures/free-port.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import type { IdpParty } from './party.ts';

const WWW = '/usr/share/simplesamlphp/www';

/** Debian's SimpleSAMLphp in PHP's own web server, with one user and a password. */
export async function startSimpleSamlPhpIdp(sp: () => string | null): Promise<IdpParty> {
  const place = makeWorkplace();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { privateKeyPem: key, certificatePem: certificate } = await makeSelfSigned({
    commonName: 'simplesamlphp',
    days: 365,
    now: Date.now(),
  });
  for (const folder of ['log', 'data', 'tmp', 'sessions', 'metadata']) mkdirSync(`${place.folder}/${folder}`);
  place.write('idp.key', key);
  place.write('idp.crt', certificate);
  place.write('config.php', simpleSamlPhpConfig(place.folder, url));
  place.write('authsources.php', SOURCES);
  place.write('metadata/saml20-idp-hosted.php', HOSTED);
  const meet = () => {
    const known = sp();
    place.write('metadata/saml20-sp-remote.php', known === null ? '<?php' : remoteOf(known));
  };
  meet();
  const php = spawn('php', ['-d', `session.save_path=${place.folder}/sessions`, '-S', `127.0.0.1:${port}`, '-t', WWW], {
    env: { PATH: process.env['PATH'], SIMPLESAMLPHP_CONFIG_DIR: place.folder },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const metadata = await whenUp(`${url}/saml2/idp/metadata.php`);
  const entityId = `${url}/saml2/idp/metadata.php`;
  return {
    ...{ url, port, entityId, metadata, pair: { key, certificate }, meet },
    sso: `${url}/saml2/idp/SSOService.php`,
    slo: `${url}/saml2/idp/SingleLogoutService.php`,
    identify: async (browser, page, stopAt) => {
      const form = page.forms.find(({ fields }) => 'username' in fields);
      return form === undefined ? page : browser.submit(page, form, { username: 'anne', password: 'secret' }, stopAt);
    },
    start: (browser, entity) =>
      browser.open(`${url}/saml2/idp/SSOService.php?spentityid=${encodeURIComponent(entity)}`),
    logOut: (browser) =>
      browser.open(`${url}/saml2/idp/initSLO.php?RelayState=${encodeURIComponent(`${url}/logout.php`)}`),
    close: () =>
      new Promise((resolve) => {
        php.once('exit', () => {
          place.remove();
          resolve();
        });
        php.kill('SIGTERM');
      }),
  };
}

/** What is at that address, once it answers. */
export async function whenUp(url: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const text = await fetch(url).then(
      (answer) => answer.text(),
      () => '',
    );
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('SimpleSAMLphp does not answer');
}

/** What an administrator copies of the SP's metadata; a request is to be signed. */
function remoteOf(metadata: string): string {
  const message = readMessage(parseXml(metadata));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  const consumers = entity?.sp?.assertionConsumer.map(({ location }) => `'${location}'`) ?? [];
  const endpoints = entity?.sp?.singleLogout ?? [];
  const leave = endpoints.find(({ binding }) => binding === BINDING.redirect) ?? endpoints[0];
  const key = entity?.sp?.keys.find(({ use }) => use !== 'encryption');
  return `<?php
$metadata['${entity?.entityId}'] = [
  'AssertionConsumerService' => ${consumers[0]},
  ${leave === undefined ? '' : `'SingleLogoutService' => '${leave.location}',`}
  'certData' => '${key?.certificate.replace(/\\s/g, '')}',
  'validate.authnrequest' => true,
  'redirect.sign' => true,
  'redirect.validate' => true,
];`;
}

/** The configuration of either side, whose files are in a folder, seen at that address. */
export function simpleSamlPhpConfig(folder: string, url: string): string {
  return CONFIG.replaceAll('FOLDER', folder).replaceAll('URL', url);
}

const CONFIG = `<?php
$config = [
  'baseurlpath' => 'URL/',
  'certdir' => 'FOLDER/',
  'loggingdir' => 'FOLDER/log/',
  'datadir' => 'FOLDER/data/',
  'tempdir' => 'FOLDER/tmp',
  'metadatadir' => 'FOLDER/metadata/',
  'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
  'secretsalt' => 'a salt that nobody needs to know',
  'auth.adminpassword' => 'not-the-usual-one',
  'technicalcontact_name' => 'Help desk',
  'technicalcontact_email' => 'help@acme.example',
  'timezone' => 'UTC',
  'showerrors' => true,
  'errorreporting' => false,
  'logging.handler' => 'file',
  'logging.level' => 3,
  'enable.saml20-idp' => true,
  'session.cookie.secure' => false,
  'session.phpsession.cookiename' => 'SimpleSAML',
  'session.phpsession.savepath' => 'FOLDER/sessions',
  'store.type' => 'phpsession',
  'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
  'language.default' => 'en',
  'language.available' => ['en', 'de'],
  'theme.use' => 'default',
  'production' => true,
];`;

const SOURCES = `<?php
$config = [
  'people' => [
    'exampleauth:UserPass',
    'anne:secret' => [
      'uid' => ['anne'],
      'email' => ['anne.foster@example.com'],
      'displayName' => ['Anne Foster'],
      'groups' => ['SalesUS'],
    ],
  ],
];`;

const HOSTED = `<?php
$metadata['__DYNAMIC:1__'] = [
  'host' => '__DEFAULT__',
  'privatekey' => 'idp.key',
  'certificate' => 'idp.crt',
  'auth' => 'people',
  'saml20.sign.response' => true,
  'saml20.sign.assertion' => true,
  'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'authproc' => [
    3 => [
      'class' => 'saml:AttributeNameID',
      'attribute' => 'email',
      'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    ],
  ],
];`;
