import type { AppEntry } from '#server/config/app-schema.ts';
import type { AppSettings, Stream } from '#server/config/config.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { AccessTable } from '#shared/reduction/access-table.ts';
import { readAccessCsv } from '#shared/reduction/read-access-csv.ts';
import { readAccessRows } from '#shared/reduction/read-access-rows.ts';
import { readAccessScript } from '#shared/reduction/read-access-script.ts';
import { ReductionError } from '#shared/reduction/reduction-error.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { readYaml } from '#shared/yaml/read-yaml.ts';

/** Where the apps of a connection are read. */
export interface AppsPlace {
  readonly streams: readonly Stream[];
  /** The text of a file that an entry names. */
  readonly readFile: (path: string) => Promise<string>;
  /** The words for what is wrong in the connection at a path of keys. */
  readonly wrong: (path: readonly (string | number)[], reason: string) => WorkbenchError;
}

/** Who loads the data in Qlik Sense. */
const QLIK_SERVICE_USER = 'INTERNAL\\SA_SCHEDULER';

/**
 * Reads what the apps of a connection show, with their access tables: rows, CSV or a load script, in the entry itself or
 * in a file that it names (`.yaml`, `.csv`, `.qvs`).
 *
 * @throws WorkbenchError in the words of the place, or whatever `readFile` throws
 */
export async function loadApps(entries: readonly AppEntry[], place: AppsPlace): Promise<readonly AppSettings[]> {
  const there = new Set(place.streams.flatMap(({ apps }) => apps.map(({ id }) => id)));
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (!there.has(id)) throw place.wrong(['apps', index, 'id'], 'is an app that no stream has');
    if (seen.has(id)) throw place.wrong(['apps', index, 'id'], `repeats "${id}"`);
    seen.add(id);
  }
  return Promise.all(entries.map((entry, index) => loadApp(entry, index, place)));
}

async function loadApp(entry: AppEntry, index: number, place: AppsPlace): Promise<AppSettings> {
  const { id, data, emptyCell, serviceUser, viewAs } = entry;
  const { table, isScript } = await loadAccess(entry.access, ['apps', index, 'access'], place);
  return {
    ...{ id, data, emptyCell, access: table },
    serviceUser: serviceUser ?? (isScript ? QLIK_SERVICE_USER : null),
    viewAs: viewAs === undefined ? null : readViewAs(viewAs, ['apps', index, 'viewAs'], place),
  };
}

interface LoadedAccess {
  readonly table: AccessTable;
  readonly isScript: boolean;
}

async function loadAccess(
  written: unknown,
  path: readonly (string | number)[],
  place: AppsPlace,
): Promise<LoadedAccess> {
  const isFile = typeof written === 'string' && !/[\r\n;,]/.test(written.trim());
  const text = isFile ? await place.readFile(written) : written;
  try {
    if (typeof text !== 'string') return { table: readAccessRows(text), isScript: false };
    if (isFile && /\.ya?ml$/i.test(written)) return { table: readAccessRows(readYaml(text, written)), isScript: false };
    const isScript = /section\s+access\s*;/i.test(text);
    return { table: isScript ? readAccessScript(text) : readAccessCsv(text), isScript };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const isOfRows = ReductionError.is(error, 'access-rows-invalid') && !isFile;
    const inside = isOfRows ? String(error.facts['path'] ?? '').split('.') : [];
    const steps = inside.filter((step) => step !== 'the top').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const reason = isOfRows ? String(error.facts['reason']) : error.message.replace(/\.$/, '');
    throw place.wrong(
      [...path, ...steps],
      isFile ? `names ${written}, which cannot be used: ${reason}` : `is wrong: ${reason}`,
    );
  }
}

function readViewAs(
  condition: string,
  path: readonly (string | number)[],
  place: AppsPlace,
): NonNullable<AppSettings['viewAs']> {
  try {
    return { condition, parsed: parseCondition(condition) };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw place.wrong(path, `is no condition: ${error.message.replace(/\.$/, '')}`);
  }
}
