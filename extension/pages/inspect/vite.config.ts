import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import {
  BUNDLE_OPTIMIZATION,
  BUNDLE_TREESHAKE,
  everyEntityUnsafe,
  textForHtml,
  WORKER_BUNDLE,
} from '../../bundle-plugins.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the inspector's page into `.output/inspect`. Everything is a file of its own, nothing inline:
 * the page runs under a content security policy without `unsafe-inline`.
 */
export default defineConfig({
  root: here('.'),
  // Relative: a proxy may show the companion below a path.
  base: './',
  plugins: [textForHtml, everyEntityUnsafe],
  worker: WORKER_BUNDLE,
  build: {
    outDir: here('../../../.output/inspect'),
    emptyOutDir: true,
    target: ['chrome126', 'firefox128'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { treeshake: BUNDLE_TREESHAKE, optimization: BUNDLE_OPTIMIZATION },
  },
});
