import type { Context } from 'koa';
import { decodeUtf8 } from '#shared/base/bytes.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { readText } from '#shared/wire/read-text.ts';
import { SOAP_MEDIA_TYPE } from '#shared/wire/soap-version.ts';
import type { TextDoubt } from '#shared/wire/text-origin.ts';
import { BodyRoom } from './body-room.ts';
import { hungUp } from './hang-up.ts';
import { WebError } from './web-error.ts';

/** One room for the process, because its memory is one: the companion and the test identity provider share it. */
const ROOM = new BodyRoom({ bytes: 64 * 1024 * 1024, bodies: 1000, patience: 2_000 });

/**
 * The text of a form body as it arrived, still encoded.
 * @param limit bytes; refused from Content-Length alone where it says more, and else as soon as more has come
 * @throws what `isHangUp` knows, where the client has hung up or was too slow; WorkbenchError `body-not-a-form`, `body-too-large`, `bodies-busy`
 */
export async function readFormBody(ctx: Context, limit: number): Promise<string> {
  const type = ctx.request.type;
  if (type !== 'application/x-www-form-urlencoded') {
    throw new WebError('body-not-a-form', { received: type || 'without a type' });
  }
  // A form is ASCII (URL standard 5.1); other bytes become odd characters, which the parameter reader refuses.
  return (await readBytes(ctx, limit)).toString('latin1');
}

/** The bytes could be taken for two texts (XML 1.0, 4.3.3): nothing is made of them. */
const DOUBT_WORDS: Readonly<Record<TextDoubt, string>> = {
  'mark-missing': 'there is no byte order mark',
  'mark-again': 'there are two byte order marks',
  declaration: 'the XML declaration says another encoding',
};

/**
 * The text of a SOAP body, decoded as XML is.
 * @param limit as for a form
 * @throws WorkbenchError `body-not-soap`, `body-too-large`, `bodies-busy`, `text-undecodable`
 */
export async function readSoapBody(ctx: Context, limit: number): Promise<string> {
  const type = ctx.request.type;
  if (!Object.values(SOAP_MEDIA_TYPE).includes(type)) {
    throw new WebError('body-not-soap', { received: type || 'without a type' });
  }
  const { text, origin } = readText(await readBytes(ctx, limit));
  if (origin.doubt === null) return text;
  throw new InputError('text-undecodable', { encoding: origin.encoding, reason: DOUBT_WORDS[origin.doubt] });
}

/**
 * A JSON body, as whatever it says.
 * @param limit as for a form
 * @throws WorkbenchError `body-not-json`, `json-malformed`, `json-too-deep`, `body-too-large`, `bodies-busy`
 */
export async function readJsonBody(ctx: Context, limit: number): Promise<unknown> {
  const type = ctx.request.type;
  if (type !== 'application/json') throw new WebError('body-not-json', { received: type || 'without a type' });
  const value = parseJson(await readBytes(ctx, limit));
  if (isDeep(value)) throw new WebError('json-too-deep', { limit: MAX_LEVELS });
  return value;
}

/** @throws WorkbenchError `json-malformed` */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes));
  } catch (cause) {
    throw new WebError('json-malformed', {}, { cause });
  }
}

/** Some ten is the most that anything here has. Whoever walks deeper by recursion runs out of stack. */
const MAX_LEVELS = 64;

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MAX_LEVELS; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function readBytes({ req, res }: Context, limit: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  if (req.headers.expect !== undefined && req.httpVersion === '1.1') res.writeContinue();
  return new Promise<Buffer>((resolve, reject) => {
    const stop = (error: unknown): void => {
      leave();
      req.pause();
      reject(error);
    };
    const place = ROOM.enter(stop);
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      const problem = size > limit ? tooLarge(limit) : place.grow(chunk.length);
      if (problem !== null) {
        stop(problem);
        return;
      }
      chunks.push(chunk);
    };
    const finish = (): void => {
      leave();
      resolve(Buffer.concat(chunks));
    };
    const cutOff = (): void => stop(hungUp());
    const leave = (): void => {
      req.off('data', take).off('end', finish).off('close', cutOff);
      place.leave();
    };
    req.on('data', take).on('end', finish).on('close', cutOff);
  });
}

function tooLarge(limit: number): WorkbenchError {
  return new WebError('body-too-large', { limit });
}
