import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { freePort } from '#test/fixtures/free-port.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { PHP_ROUTER } from '#test/fixtures/php-router.ts';
import type { IdpParty, SpParty, SpSettings } from './party.ts';
import { simpleSamlPhpConfig, whenUp } from './simplesamlphp-idp.ts';

const WWW = '/usr/share/simplesamlphp/www';
const SOURCE = 'portal';

/** Debian's SimpleSAMLphp as a service provider, in PHP's own web server. It has the clock of this computer, and takes a login that begins at the IdP. */
export async function startSimpleSamlPhpSp(idp: IdpParty, settings: SpSettings): Promise<SpParty> {
  const place = makeWorkplace();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { privateKeyPem: key, certificatePem: certificate } = await makeSelfSigned({
    commonName: 'simplesamlphp-sp',
    days: 365,
    now: Date.now(),
  });
  for (const folder of ['log', 'data', 'tmp', 'sessions', 'metadata']) mkdirSync(`${place.folder}/${folder}`);
  place.write('sp.key', settings.decryption?.key ?? key);
  place.write('sp.crt', settings.decryption?.certificate ?? certificate);
  place.write('config.php', simpleSamlPhpConfig(place.folder, url));
  const entityId = `${url}/module.php/saml/sp/metadata.php/${SOURCE}`;
  place.write('authsources.php', sourceOf(idp, settings));
  place.write('metadata/saml20-idp-remote.php', remoteOf(idp));
  const router = place.write('route.php', PHP_ROUTER);
  const saved = `session.save_path=${place.folder}/sessions`;
  const php = spawn('php', ['-d', saved, '-S', `localhost:${port}`, '-t', WWW, router], {
    env: { PATH: process.env['PATH'], SIMPLESAMLPHP_CONFIG_DIR: place.folder },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const metadata = await whenUp(entityId);
  const login = `${url}/module.php/core/authenticate.php?as=${SOURCE}`;
  return {
    ...{ url, port, entityId, metadata, login },
    logout: `${login}&logout`,
    acs: `${url}/module.php/saml/sp/saml2-acs.php/${SOURCE}`,
    hasSession: async (browser) =>
      (await browser.open(login, (next) => !next.url.startsWith(url))).text.includes('Your attributes'),
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

/** What it asks of a user besides a valid assertion is a filter of its own, as an administrator writes it. */
function sourceOf({ entityId }: IdpParty, { requires, account, asks }: SpSettings): string {
  const wanted = `if (empty($attributes["${requires}"])) throw new Exception("Attribute ${requires} is required and was not sent by the identity provider.");`;
  const code = [
    ...(requires === undefined ? [] : [wanted]),
    ...(account === undefined ? [] : ['throw new Exception("User not found: no account exists for this user.");']),
  ].join(' ');
  return `<?php
$config = [
  'portal' => [
    'saml:SP',
    'idp' => '${entityId}',
    'privatekey' => 'sp.key',
    'certificate' => 'sp.crt',
    'sign.authnrequest' => true,
    'sign.logout' => true,
    'redirect.sign' => true,
    'redirect.validate' => true,
    'WantAssertionsSigned' => true,
    ${asks?.passive === undefined ? '' : "'IsPassive' => true,"}
    ${asks?.nameIdFormat === undefined ? "'NameIDPolicy' => false," : `'NameIDPolicy' => '${asks.nameIdFormat}',`}
    ${code === '' ? '' : `'authproc' => [50 => ['class' => 'core:PHP', 'code' => '${code}']],`}
  ],
];`;
}

function remoteOf({ entityId, sso, slo, pair }: IdpParty): string {
  return `<?php
$metadata['${entityId}'] = [
  'SingleSignOnService' => '${sso}',
  ${slo === '' ? '' : `'SingleLogoutService' => '${slo}',`}
  'certData' => '${pair.certificate.replace(/-----[A-Z ]+-----|\s/g, '')}',
];`;
}
