import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { AppError, type Json, parseJson } from '@waystream/core';
import { type GatewayContext, headerOf } from './exchange.js';

/** Largest body of a route that takes one message. */
export const MESSAGE_BYTES = 1024 * 1024;
/** Largest body of a route that takes many. */
export const BATCH_BYTES = 10 * MESSAGE_BYTES;

/**
 * The body as text, decompressed. Reads from the socket directly and stops as soon as the limit is passed, so that a large
 * body costs no more memory than an allowed one; the limit holds before and after decompression.
 * Throws `tooLarge`, `unsupportedMediaType` (unknown content encoding) and `malformed` (broken compression).
 */
export async function readText(c: GatewayContext, maxBytes: number = MESSAGE_BYTES): Promise<string> {
  const bytes = await collect(c, maxBytes);
  const encoding = headerOf(c, 'content-encoding');
  if (encoding === undefined) return bytes.toString('utf8');
  return (await decompress(bytes, encoding.trim().toLowerCase(), maxBytes)).toString('utf8');
}

/** The body as JSON. Throws as `readText` does, `unsupportedMediaType` for other content and `malformed` for bad JSON. */
export async function readJson(c: GatewayContext, maxBytes: number = MESSAGE_BYTES): Promise<Json> {
  const type = headerOf(c, 'content-type');
  if (type === undefined || !/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new AppError('unsupportedMediaType', 'Send the body as application/json.');
  }
  return parseBody(await readText(c, maxBytes));
}

/** Throws `malformed` with the position that the parser names. */
export function parseBody(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'unreadable';
    throw new AppError('malformed', `The body is not valid JSON: ${reason}.`);
  }
}

function collect(c: GatewayContext, maxBytes: number): Promise<Buffer> {
  const { incoming } = c.env;
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        incoming.pause();
        reject(tooLarge(maxBytes));
      }
    });
    incoming.on('end', () => resolve(joined(chunks, size)));
    incoming.on('error', (cause) => reject(new AppError('malformed', 'The body ended too early.', { cause })));
  });
}

/** Most bodies arrive as one chunk, which then needs no copy. */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const [first] = chunks;
  return first && chunks.length === 1 ? first : Buffer.concat(chunks, size);
}

const inflaters = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

async function decompress(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  if (encoding === 'identity' || encoding === '') return bytes;
  const name = encoding === 'x-gzip' ? 'gzip' : encoding;
  if (name !== 'gzip' && name !== 'deflate' && name !== 'br') {
    throw new AppError('unsupportedMediaType', 'The content encodings gzip, deflate and br are understood.');
  }
  try {
    return await inflaters[name](bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(maxBytes);
    throw new AppError('malformed', `The body is not valid ${name}.`, { cause });
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('tooLarge', `The body may have at most ${maxBytes} bytes.`);
}
