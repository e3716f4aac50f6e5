import { defineConfig } from 'wxt';
import {
  BUNDLE_OPTIMIZATION,
  BUNDLE_TREESHAKE,
  everyEntityUnsafe,
  phrasesInTwo,
  textForHtml,
  WORKER_BUNDLE,
} from './extension/bundle-plugins.ts';
import { SUMMARY } from './extension/release/listing.ts';

/**
 * What both browsers read. The policy lets the background ask other machines, which it does for what the user clicks, at
 * hosts that the user allowed (`extension/reach`); the panel's own page forbids it to itself.
 * Nothing is granted at installation but an API that sees nothing without hosts.
 */
const manifest = {
  name: 'SAML Workbench',
  short_name: 'SAML Workbench',
  description: SUMMARY,
  // Without a host permission it sees no request and warns of nothing; Chrome accepts it as optional, but then never
  // delivers an event until the next start.
  permissions: ['webRequest'],
  optional_host_permissions: ['<all_urls>'],
  action: { default_title: 'SAML Workbench', default_icon: { 16: 'icon/16.png', 32: 'icon/32.png' } },
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'self' devtools: chrome:",
  },
};

const gecko = {
  id: 'saml-workbench@saml-workbench.org',
  // The first release that knows `optional_host_permissions`. What is newer, `data_collection_permissions` (140), is
  // for the store; older ones pass over it.
  strict_min_version: '128.0',
  data_collection_permissions: { required: ['none'] },
};

/** The extension, for Chrome (service worker) and Firefox (event page), both Manifest V3. */
export default defineConfig({
  srcDir: 'extension',
  outDir: '.output',
  publicDir: 'extension/public',
  manifestVersion: 3,
  imports: false,
  manifest: ({ browser }) =>
    browser === 'firefox'
      ? // `storage`: storage.session, in memory only, for the event page that records where devtools pages may not.
        {
          ...manifest,
          permissions: [...manifest.permissions, 'storage'],
          // Left to a click, the page of the developer tools brings no warning at installation.
          optional_permissions: ['devtools'],
          browser_specific_settings: { gecko },
        }
      : // 126 is the first that knows URL.parse.
        { ...manifest, minimum_chrome_version: '126', incognito: 'spanning' },
  vite: () => ({
    plugins: [textForHtml, everyEntityUnsafe, phrasesInTwo],
    worker: WORKER_BUNDLE,
    build: {
      target: 'es2023',
      // Written for older browsers, `light-dark()` would follow the system even where the panel is told its theme.
      cssTarget: ['chrome126', 'firefox128'],
      sourcemap: false,
      // Nothing comes over a network: to name what a chunk needs ahead of it saves nothing.
      modulePreload: false,
      rolldownOptions: { treeshake: BUNDLE_TREESHAKE, optimization: BUNDLE_OPTIMIZATION },
    },
  }),
});
