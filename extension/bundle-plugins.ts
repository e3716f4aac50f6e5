/** What the extension and the inspector's page leave out of, or change in, the libraries that they bundle. */

/** A plugin as Vite takes it, as far as these need it. */
interface BundlePlugin {
  readonly name: string;
  readonly transform: (code: string, id: string) => string | null;
}

/** Whatever is shown may be hostile: Preact's one way to HTML, which nothing here uses, is made to lead to text. */
export const textForHtml: BundlePlugin = {
  name: 'text-for-html',
  transform: (code, id) =>
    id.endsWith('/preact/dist/preact.mjs') ? code.replaceAll('.innerHTML', '.textContent') : null,
};

/**
 * fast-xml-parser asks `is-unsafe`, 6 KB compressed, about entities that a DOCTYPE declares. A DOCTYPE is refused
 * before it works, and it is told to leave entities alone. Should it ever ask, every entity is unsafe.
 */
export const everyEntityUnsafe: BundlePlugin = {
  name: 'every-entity-unsafe',
  transform: (_, id) =>
    id.endsWith('/is-unsafe/src/index.js')
      ? "export const isUnsafe = () => true; export const HTML = 'HTML'; export const XML = 'XML';"
      : null,
};

/** Whose a phrase is, and where it stands in public, is for the pages of `docs`: nobody is shown it here (2 KB compressed). */
export const phrasesWithoutSources: BundlePlugin = {
  name: 'phrases-without-sources',
  transform: (code, id) =>
    id.includes('/shared/phrases/') && !id.includes('/engine/')
      ? code.replace(/\b(?:source|product):\s*(?:'[^'\n]*'|"[^"\n]*"|`[^`]*`|[A-Z][A-Z_\d]*)\s*,?/g, '')
      : null,
};

/** What pako does while it loads (filling deflate's tables) is of no use where only inflate is. */
export const BUNDLE_TREESHAKE = { manualPureFunctions: ['zero', 'zero$1', 'Config'] };

/** A constant text stands once in a bundle: written in each place where it is used, the public suffixes stand there thrice. */
export const BUNDLE_OPTIMIZATION = { inlineConst: false };

/** A page's worker is a bundle of its own, with a copy of what it shares with the page: the same is left out of it. */
export const WORKER_BUNDLE = {
  format: 'es' as const,
  plugins: () => [everyEntityUnsafe, phrasesWithoutSources],
  rolldownOptions: { treeshake: BUNDLE_TREESHAKE, optimization: BUNDLE_OPTIMIZATION },
};

/**
 * How a page that any browser opens is built from the folder `root` into `outDir`, as files of its own with nothing inline:
 * these pages run under a content security policy without `unsafe-inline`. `base`: the path below which it is served.
 */
export function pageBuild(root: string, outDir: string, base: string) {
  return {
    root,
    base,
    plugins: [textForHtml, everyEntityUnsafe, phrasesWithoutSources],
    worker: WORKER_BUNDLE,
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome126', 'firefox128'],
      modulePreload: { polyfill: false } as const,
      assetsInlineLimit: 0,
      rolldownOptions: { treeshake: BUNDLE_TREESHAKE, optimization: BUNDLE_OPTIMIZATION },
    },
  };
}
