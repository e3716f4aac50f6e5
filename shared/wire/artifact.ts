import { decodeBase64 } from '#shared/base/base64.ts';
import { decodeUtf8, toHex } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { ArtifactParts } from './message.ts';
import { WireError } from './wire-error.ts';

/**
 * Takes an artifact apart: type 4 of SAML 2.0 (saml-bindings 3.6.4), types 1 and 2 of SAML 1.1 (saml-bindings-1.1
 * 4.1.1.8, 8).
 * @param value base64, escapes decoded
 * @throws WorkbenchError `artifact-invalid`
 */
export function readArtifactValue(value: string, relayState: string | null): ArtifactParts {
  const bytes = bytesOf(value);
  const typeCode = numberAt(bytes, 0);
  const common = { value, typeCode, relayState, endpointIndex: null, sourceId: null, sourceLocation: null };
  if (typeCode === 2) return { ...common, messageHandle: hex(bytes, 2, 22), sourceLocation: locationOf(bytes) };
  if (typeCode !== 4 && typeCode !== 1) {
    throw invalid(`its type code is ${typeCode}, and only 4 (SAML 2.0) and 1 and 2 (SAML 1.1) are known`);
  }
  const start = typeCode === 4 ? 4 : 2;
  const expected = start + 40;
  if (bytes.length !== expected) throw invalid(`it has ${bytes.length} bytes, and type ${typeCode} has ${expected}`);
  return {
    ...common,
    endpointIndex: typeCode === 4 ? numberAt(bytes, 2) : null,
    sourceId: hex(bytes, start, start + 20),
    messageHandle: hex(bytes, start + 20, expected),
  };
}

function bytesOf(value: string): Uint8Array {
  if (value.length > LIMITS.artifactChars) throw invalid(`it has ${value.length} characters`);
  try {
    return decodeBase64(value).bytes;
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new WireError('artifact-invalid', { reason: 'it is not base64' }, { cause });
  }
}

/** The URL behind the handle of a type 2. */
function locationOf(bytes: Uint8Array): string {
  if (bytes.length <= 22) throw invalid(`it has ${bytes.length} bytes, and type 2 has more than 22`);
  try {
    return decodeUtf8(bytes.subarray(22));
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new WireError('artifact-invalid', { reason: 'its location is not UTF-8' }, { cause });
  }
}

function numberAt(bytes: Uint8Array, at: number): number {
  const [high, low] = bytes.subarray(at, at + 2);
  if (high === undefined || low === undefined) throw invalid(`it has ${bytes.length} bytes`);
  return high * 256 + low;
}

function hex(bytes: Uint8Array, from: number, to: number): string {
  return toHex(bytes.subarray(from, to));
}

function invalid(reason: string): WorkbenchError {
  return new WireError('artifact-invalid', { reason });
}
