import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'koa';

/**
 * Answers with a file below a folder; false: there is none. Nothing outside the folder, and nothing hidden, is
 * ever served.
 */
export async function serveFile(ctx: Context, folder: string, path: string): Promise<boolean> {
  const decoded = decode(path);
  if (decoded === null || /[\0\\]/.test(decoded) || decoded.split('/').some((part) => part.startsWith('.')))
    return false;
  const file = normalize(join(folder, decoded));
  if (!file.startsWith(folder + sep)) return false;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return false;
  ctx.set('Cache-Control', 'no-cache');
  ctx.lastModified = found.mtime;
  ctx.length = found.size;
  ctx.type = extname(file);
  ctx.status = 200;
  if (ctx.fresh) ctx.status = 304;
  else ctx.body = createReadStream(file);
  return true;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
