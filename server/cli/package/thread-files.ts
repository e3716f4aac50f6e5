import { basename, dirname, relative } from 'node:path/posix';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const IN_SOURCE = /new URL\((['"])(\.{1,2}\/[^'"]+)\.ts\1, import\.meta\.url\)/g;
const IN_CHUNK = /thread-file:([\w-]+)/g;

/**
 * A thread is named by its file: each becomes a file of its own in the bundle, and is named there.
 * @param before a module that each of them loads first
 */
export function threadFiles(before: string): Plugin {
  const threads = new Set<string>();
  return {
    name: 'thread-files',
    transform(code, id) {
      const named = code.replace(IN_SOURCE, (_, _quote, path: string) => {
        const thread = fileURLToPath(new URL(`${path}.ts`, pathToFileURL(id)));
        if (!threads.has(thread)) this.emitFile({ type: 'chunk', id: thread, fileName: fileOf(basename(path)) });
        threads.add(thread);
        return `new URL('thread-file:${basename(path)}', import.meta.url)`;
      });
      const first = threads.has(id) ? `import ${JSON.stringify(before)};\n` : '';
      return first === '' && named === code ? null : first + named;
    },
    renderChunk: (code, { fileName }) =>
      code.replace(IN_CHUNK, (_, name: string) => `./${relative(dirname(fileName), fileOf(name))}`),
  };
}

function fileOf(name: string): string {
  return `threads/${name}.js`;
}
