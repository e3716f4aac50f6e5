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

const TEXT = `'(?:[^'\\\\\n]|\\\\.)*'|"(?:[^"\\\\\n]|\\\\.)*"|\`[^\`]*\``;
const FIELD = (names: string) => new RegExp(`\\b(?:${names}):\\s*(?:${TEXT}|[A-Z][A-Z_\\d]*)\\s*,?`, 'g');
/** Nobody is shown these here: they are for the pages of `docs`. */
const FOR_PAGES = FIELD('source|product');
const NOT_FOR_PEOPLE = FIELD('source|product|topic|owner|says');
const NOT_FOR_FINDING = FIELD('source|product|means|fix');
const WORDS = '?words';

/**
 * The phrase book, and the tables of statuses, in two: what finds a phrase in a text comes with the first message, and what
 * is meant by it (20 KB compressed) behind it, where `phrase-words.ts` and `status-words.ts` ask for it. Of both, whose a phrase is and where it stands in public is left out.
 */
export const phrasesInTwo: BundlePlugin = {
  name: 'phrases-in-two',
  transform: (code, id) => {
    if (!id.includes('/shared/phrases/') || id.includes('/engine/')) return null;
    if (/\/(?:phrase|status)-words\.ts$/.test(id))
      return code.replace(/((?:all-phrases|status-table)\.ts)(?=["'])/, `$1${WORDS}`);
    if (id.endsWith(`.ts${WORDS}`) && !isTable(id))
      return code.replaceAll(/(\/(?:books|statuses)\/[\w-]+\.ts)(?=["'])/g, `$1${WORDS}`);
    if (isTable(id)) return code.replace(id.endsWith(WORDS) ? NOT_FOR_PEOPLE : NOT_FOR_FINDING, '');
    return code.replace(FOR_PAGES, '');
  },
};

/** A product's phrases, or what statuses mean at a place. */
function isTable(id: string): boolean {
  return /\/(?:books|statuses)\//.test(id);
}

/** What pako does while it loads (filling deflate's tables) is of no use where only inflate is. */
export const BUNDLE_TREESHAKE = { manualPureFunctions: ['zero', 'zero$1', 'Config'] };

/** A constant text stands once in a bundle: written in each place where it is used, the public suffixes stand there thrice. */
export const BUNDLE_OPTIMIZATION = { inlineConst: false };

/** A page's worker is a bundle of its own, with a copy of what it shares with the page: the same is left out of it. */
export const WORKER_BUNDLE = {
  format: 'es' as const,
  plugins: () => [everyEntityUnsafe, phrasesInTwo],
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
    plugins: [textForHtml, everyEntityUnsafe, phrasesInTwo],
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
