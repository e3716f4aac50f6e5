import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pageBuild } from '../../bundle-plugins.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the console's page, which the companion serves and nobody else. */
export default defineConfig(pageBuild(here('.'), here('../../../.output/console'), '/console/'));
