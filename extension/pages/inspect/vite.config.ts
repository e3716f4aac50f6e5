import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pageBuild } from '../../bundle-plugins.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the inspector's page. Its addresses are relative: a proxy may show the companion below a path. */
export default defineConfig(pageBuild(here('.'), here('../../../.output/inspect'), './'));
