import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { type Json, parseJson } from '@waystream/core';

/**
 * Turns a value into a token that nobody else can make or read, so that an address holds neither a person's key for others
 * to see nor a target for others to choose.
 */
export interface Seal {
  /** The same value always has the same token, so a mail that is sent again is the same mail. */
  close(value: Json): string;
  /** `null` for whatever this installation has not sealed. */
  open(token: string): Json | null;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first secret seals, all of them open: links in mail of months ago keep working after a change. */
export function createSeal(secrets: readonly [string, ...string[]]): Seal {
  const [first] = secrets;
  const sealing = keysOf(first);
  const opening = secrets.map(keysOf);
  return {
    close(value) {
      const text = JSON.stringify(value);
      // Derived from what it protects, a nonce is repeated only for the same value.
      const nonce = createHmac('sha256', sealing.nonces).update(text).digest().subarray(0, NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealing.contents, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      for (const { contents } of opening) {
        const text = openWith(contents, bytes);
        if (text !== null) return parseJson(text);
      }
      return null;
    },
  };
}

interface Keys {
  nonces: Buffer;
  contents: Buffer;
}

function keysOf(secret: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `waystream links ${purpose}`, 32));
  return { nonces: derive('nonces'), contents: derive('contents') };
}

function openWith(key: Buffer, bytes: Buffer): string | null {
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
