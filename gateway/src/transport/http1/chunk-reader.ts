export interface ChunkReader {
  /** Whether the body is whole. */
  read(bytes: Buffer): boolean;
}

const MAX_LINE = 8_192;

/** Hands over the data of a chunked body. See RFC 9112, section 7.1. */
export function createChunkReader(take: (data: Buffer) => void): ChunkReader {
  let line = '';
  /** Bytes of the chunk that are still to come; before its size is read, undefined. */
  let missing: number | undefined;
  let place: 'size' | 'data' | 'after' | 'trailer' | 'end' = 'size';

  const onLine = (text: string) => {
    if (place === 'size') {
      const [, digits] = /^([\da-f]{1,8})\s*(?:;.*)?$/i.exec(text) ?? [];
      if (digits === undefined) throw new Error('The size of a chunk is none.');
      missing = Number.parseInt(digits, 16);
      place = missing === 0 ? 'trailer' : 'data';
    } else if (place === 'after') {
      if (text !== '') throw new Error('A chunk is longer than it says.');
      place = 'size';
    } else if (text === '') {
      place = 'end';
    }
  };

  return {
    read: (bytes) => {
      let at = 0;
      while (at < bytes.length) {
        if (place === 'end') throw new Error('More came than the response.');
        if (place === 'data') {
          const data = bytes.subarray(at, at + (missing as number));
          take(data);
          missing = (missing as number) - data.length;
          at += data.length;
          if (missing === 0) place = 'after';
          continue;
        }
        const newline = bytes.indexOf(10, at);
        line += bytes.toString('latin1', at, newline < 0 ? bytes.length : newline);
        if (line.length > MAX_LINE) throw new Error('A line of the response is too long.');
        if (newline < 0) return false;
        at = newline + 1;
        if (!line.endsWith('\r')) throw new Error('A line of the response does not end as it must.');
        const text = line.slice(0, -1);
        line = '';
        onLine(text);
      }
      return place === 'end';
    },
  };
}
