import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../tests/differential/random.js';
import { fromByteString, readJsonBytes, toByteString } from './byte-strings.js';

/** What a reader of JSON makes of bytes, or that it makes nothing of them. */
const readPlainly = (bytes: Buffer): unknown => {
  try {
    return { value: JSON.parse(bytes.toString()) };
  } catch {
    return 'no JSON';
  }
};

/** The same by way of byte strings, written and read again as an answer is. */
const readAsBytes = (bytes: Buffer): unknown => {
  try {
    const written = Buffer.from(JSON.stringify(JSON.parse(readJsonBytes(bytes))), 'latin1');
    return { value: JSON.parse(written.toString()) };
  } catch {
    return 'no JSON';
  }
};

const quoted = (...bytes: readonly number[]) => Buffer.from([0x22, ...bytes, 0x22]);
const expectSame = (bytes: Buffer) => {
  const [ours, plain] = [JSON.stringify(readAsBytes(bytes)), JSON.stringify(readPlainly(bytes))];
  if (ours !== plain) throw new Error(`${bytes.toString('hex')}: ${ours} instead of ${plain}`);
};

describe('JSON read as a byte string says the same as read as text', () => {
  it('for each byte, alone and before and after each other', () => {
    for (let one = 0; one < 256; one += 1) {
      expectSame(quoted(one));
      expectSame(Buffer.from([one]));
      for (let other = 0; other < 256; other += 1) expectSame(quoted(one, other));
    }
  });

  it('for three and four bytes that are at the edges of UTF-8', () => {
    const edges = [0x00, 0x22, 0x5c, 0x75, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff];
    for (const a of edges) for (const b of edges) for (const c of edges) {
      expectSame(quoted(a, b, c));
      for (const d of edges) expectSame(quoted(a, b, c, d));
    }
  });

  it('for each character, and each as an escape', () => {
    for (let code = 0; code <= 0xffff; code += 1) {
      const escape = `\\u${code.toString(16).padStart(4, '0')}`;
      expectSame(Buffer.from(`"${escape}"`));
      expectSame(Buffer.from(`"\\${escape}${escape.toUpperCase().replace('\\U', '\\u')}"`));
      if (code < 0xd800 || code > 0xdfff) expectSame(Buffer.from(JSON.stringify(String.fromCodePoint(code))));
    }
    for (let code = 0x10000; code <= 0x10ffff; code += 977) expectSame(Buffer.from(`"${String.fromCodePoint(code)}"`));
  });

  it('for escapes of surrogates beside each other and beside text', () => {
    const parts = ['\\ud83d', '\\uDE00', '\\ude00', '\\uD83D', '大', '\\u5927', '\\\\', '\\"', 'u', '\\n', '😀', '\\u0041', '\\u00e9'];
    for (const a of parts) for (const b of parts) for (const c of parts) for (const d of parts) expectSame(Buffer.from(`{"k${a}":["${b}${c}${d}"]}`));
  });

  it('for whatever comes', () => {
    const random = createRandom(7);
    for (let turn = 0; turn < 20_000; turn += 1) expectSame(quoted(...Array.from({ length: random.below(12) }, () => random.below(256))));
  });
});

it('text becomes a byte string and text again', () => {
  for (const text of ['', 'plain', '大连市', 'é', '\u0080', '😀', 'a\u2028b']) {
    expect(fromByteString(toByteString(text))).toBe(text);
    expect(Buffer.from(toByteString(text), 'latin1').equals(Buffer.from(text))).toBe(true);
  }
  expect(fromByteString(toByteString('\ud83d!'))).toBe('\ufffd!');
});
