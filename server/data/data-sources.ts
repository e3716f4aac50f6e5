import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DataFile, makeDataFile, openDataFile } from '#server/store/sqlite.ts';
import type { AppData, AppDataName } from './app-data.ts';
import { makeSales, SALES_VERSION } from './make-sales.ts';
import { sqliteData, type TableDescription } from './sqlite-data.ts';

const SALES: TableDescription = {
  table: 'sales',
  fields: [
    { name: 'Country', column: 'country', kind: 'text' },
    { name: 'Region', column: 'region', kind: 'text' },
    { name: 'Month', column: 'month', kind: 'text' },
    { name: 'Product', column: 'product', kind: 'text' },
    { name: 'Units', column: 'units', kind: 'number' },
    { name: 'Amount', column: 'amount', kind: 'number' },
    { name: 'Margin', column: 'margin', kind: 'number' },
  ],
  measures: ['Units', 'Amount', 'Margin'],
};

/** The data of this companion's apps. */
export interface DataSources {
  /**
   * The data of that name, which is made and opened where it was not yet.
   * @throws WorkbenchError `data-unreadable`
   */
  find(name: AppDataName): AppData;
  close(): void;
}

/** The data that is in files of the state folder, each made when it is first asked for. */
export function openDataSources(folder: string): DataSources {
  const opened = new Map<AppDataName, { readonly file: DataFile; readonly data: AppData }>();
  return {
    find: (name) => {
      const known = opened.get(name);
      if (known !== undefined) return known.data;
      const file = openSales(join(folder, `${name}.sqlite`));
      const data = sqliteData(file, SALES);
      opened.set(name, { file, data });
      return data;
    },
    close: () => {
      for (const { file } of opened.values()) file.close();
      opened.clear();
    },
  };
}

/** A file that is there is used if it is of this version, and made again otherwise. */
function openSales(path: string): DataFile {
  const before = existsSync(path) ? openIfReadable(path) : null;
  if (before?.version === SALES_VERSION) return before;
  before?.close();
  makeDataFile(path, SALES_VERSION, makeSales);
  return openDataFile(path);
}

/** What cannot be read is only made-up data: null, and it is made again. */
function openIfReadable(path: string): DataFile | null {
  try {
    return openDataFile(path);
  } catch {
    return null;
  }
}
