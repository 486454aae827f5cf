/**
 * How people's data is kept: fingerprints instead of ids, encrypted text instead of text.
 *
 * Both keys come from the bot's token (HKDF, RFC 5869), so the state file alone gives away neither:
 * Telegram ids are short enough to try them all against a hash without a key.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Identity {
  /** 22 characters of base64url (128 bits) for a chat or a person; stable as long as the token is. */
  fingerprint(kind: 'chat' | 'person', id: number): string;
  /** 22 characters that are equal for equal texts, and tell nothing else. */
  textMark(text: string): string;
  /** A short id (12 characters, 72 bits) for callback data, the same for the same update. */
  answerId(updateId: number): string;
  /** AES-256-GCM. */
  seal(text: string): Uint8Array;
  /** Undefined if it was sealed with another token, or damaged. */
  unseal(sealed: Uint8Array): string | undefined;
  /** A webhook secret for those who set none. */
  readonly webhookSecret: string;
}

export function createIdentity(token: string): Identity {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', token, 'isnad', use, 32));
  const hashKey = key('fingerprint');
  const sealKey = key('seal');
  const digest = (text: string) => createHmac('sha256', hashKey).update(text).digest('base64url');
  return {
    fingerprint: (kind, id) => digest(`${kind}:${id}`).slice(0, 22),
    textMark: (text) => digest(`text:${text}`).slice(0, 22),
    answerId: (updateId) => digest(`answer:${updateId}`).slice(0, 12),
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      return Buffer.concat([
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    unseal(sealed) {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const opener = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE_BYTES));
      opener.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
        return Buffer.concat([opener.update(body), opener.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
    webhookSecret: key('webhook').toString('base64url'),
  };
}
