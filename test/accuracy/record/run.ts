import './clock.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { OWN_TRACE_VERSION } from '#shared/formats/write-own-trace.ts';
import { type Cell, fileOf, readCells } from '../cells.ts';
import { closeStages } from './browsers/record-browser.ts';
import type { Recorded } from './pair.ts';
import { RECORDINGS, type Recording } from './recordings.ts';

const FOLDER = new URL('../recordings/', import.meta.url);

/** Makes the recordings whose column and name have one of these in them, all unless told, and keeps the list of them. */
async function run(wanted: readonly string[]): Promise<void> {
  const isWanted = ({ column, name }: Recording) =>
    wanted.length === 0 || wanted.some((part) => `${column}/${name}`.includes(part));
  const made = new Map<string, Cell>();
  try {
    for (const recording of RECORDINGS.filter(isWanted)) {
      const { column, name, healthy } = recording;
      const recorded = await recording.make();
      refuseWrongEnd(recording, recorded);
      write(recording, recorded);
      made.set(`${column}/${name}`, { column, name, healthy, minded: !recorded.isTaken });
      console.log(`${column}/${name}${recorded.isTaken ? ' (taken)' : ''}`);
    }
  } finally {
    const there = readCells().map((cell) => [`${cell.column}/${cell.name}`, cell] as const);
    const cells = new Map([...there, ...made]);
    const ordered = RECORDINGS.flatMap(({ column, name }) => cells.get(`${column}/${name}`) ?? []);
    writeFileSync(new URL('cells.json', FOLDER), `${JSON.stringify(ordered, null, 1)}\n`);
  }
}

function refuseWrongEnd({ column, name, healthy }: Recording, { exchanges, isTaken }: Recorded): void {
  if (!healthy || isTaken) return;
  const trail = exchanges.map(({ method, url, status }) => `${method} ${url.slice(0, 80)} ${status}`);
  throw new Error(`${column}/${name} is to be healthy, and ended otherwise:\n${trail.join('\n')}`);
}

function write(recording: Recording, { exchanges, metadata }: Recorded): void {
  mkdirSync(new URL(`${recording.column}/`, FOLDER), { recursive: true });
  const text = JSON.stringify({ samlWorkbench: OWN_TRACE_VERSION, exchanges, metadata });
  writeFileSync(fileOf(recording), gzipSync(text, { level: 9 }));
}

try {
  await run(process.argv.slice(2));
} finally {
  await closeStages();
}
