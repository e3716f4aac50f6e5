import type { Exchange } from '#shared/http/exchange.ts';
import { RECORDING_KINDS, type RecordingKind } from './input-kind.ts';
import { isHar, readHar } from './read-har.ts';
import { isOwnTrace, readOwnTrace } from './read-own-trace.ts';
import { isSamlTracer, readSamlTracer } from './read-saml-tracer.ts';

/** How a recording is known and read; both are given the file already parsed as JSON. */
interface RecordingFormat {
  readonly isShapedSo: (value: unknown) => boolean;
  /** @throws WorkbenchError `input-unrecognised` where it is not shaped so */
  readonly read: (value: unknown) => readonly Exchange[];
}

/** Each kind has its line: a new one does not compile without. */
export const RECORDING_FORMATS: Readonly<Record<RecordingKind, RecordingFormat>> = {
  trace: { isShapedSo: isOwnTrace, read: readOwnTrace },
  har: { isShapedSo: isHar, read: readHar },
  'saml-tracer': { isShapedSo: isSamlTracer, read: readSamlTracer },
};

/** The kind of recording that a parsed JSON value is shaped like; null where it is none. */
export function recordingKind(value: unknown): RecordingKind | null {
  return RECORDING_KINDS.find((kind) => RECORDING_FORMATS[kind].isShapedSo(value)) ?? null;
}
