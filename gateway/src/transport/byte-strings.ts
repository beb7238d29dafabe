import { isUtf8 } from 'node:buffer';

/**
 * A byte string holds text as its bytes in UTF-8, each as one character from U+0000 to U+00FF. Names of fields are
 * the same in it; Chinese text looks like nonsense, and is read, joined and written without ever being decoded.
 * JSON stays JSON: all that has a meaning in it is ASCII, and bytes of other characters are all above that.
 */
export type ByteString = string;

/** Text as a byte string. What is no text, half of a surrogate pair, becomes U+FFFD as in every encoder. */
export const toByteString = (text: string): ByteString => (isAscii(text) ? text : Buffer.from(text).toString('latin1'));

export const fromByteString = (bytes: ByteString): string => (isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString());

/** JSON that came over a wire as a byte string, with nothing in it that were read as other than bytes. */
export const readJsonBytes = (wire: Buffer): ByteString => encodeEscapes(isUtf8(wire) ? wire.toString('latin1') : Buffer.from(wire.toString()).toString('latin1'));

 
const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

const ESCAPE = /\\(?:u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|u([\da-f]{4})|[^])/gi;

/**
 * `\u00e9` says é, which is no byte: such escapes become the bytes of what they say. Those of ASCII and of halves of
 * surrogate pairs stay: the first are bytes, and the second are nothing that could be written otherwise.
 */
function encodeEscapes(json: ByteString): ByteString {
  if (!json.includes('\\u')) return json;
  return json.replace(ESCAPE, (escape: string, high: string | undefined, low: string | undefined, single: string | undefined) => {
    if (high !== undefined && low !== undefined) return Buffer.from(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16))).toString('latin1');
    if (single === undefined) return escape;
    const code = Number.parseInt(single, 16);
    const stays = code < 0x80 || (code >= 0xd800 && code <= 0xdfff);
    return stays ? escape : Buffer.from(String.fromCharCode(code)).toString('latin1');
  });
}
