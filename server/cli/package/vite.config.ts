import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { threadFiles } from './thread-files.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the command into `.output/command`, for the package that `npm pack` makes: JavaScript with everything in it,
 * because Node takes no types away under `node_modules`, and nothing else is to be installed.
 */
export default defineConfig({
  root: here('../../..'),
  plugins: [threadFiles(here('older-node.ts'))],
  ssr: { noExternal: true },
  build: {
    ssr: here('saml-workbench.ts'),
    outDir: here('../../../.output/command'),
    emptyOutDir: true,
    target: 'node20',
    minify: true,
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: { output: { format: 'es', chunkFileNames: 'parts/[name]-[hash].js' } },
  },
});
