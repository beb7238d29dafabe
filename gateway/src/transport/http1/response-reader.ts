import { createChunkReader, type ChunkReader } from './chunk-reader.js';
import { parseHead, type Head, type ResponseHead } from './response-head.js';

export interface ReadResponse extends ResponseHead {
  /** Good until the reader is given more: it may be a view of what it was given. */
  readonly body: Buffer;
}

/** Reads the responses of one connection as they come. Throws on what is no response by RFC 9112, or is larger than allowed. */
export interface ResponseReader {
  /** The response that is whole with these bytes; undefined while it is not. More bytes than that are a fault. */
  read(bytes: Buffer): ReadResponse | undefined;
  /** The response that ends with the connection; undefined when none does. */
  end(): ReadResponse | undefined;
}

export class OversizedAnswer extends Error {
  override readonly name = 'OversizedAnswer';
}

const MAX_HEAD_BYTES = 65_536;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const EMPTY = Buffer.alloc(0);

/** See RFC 9112, section 6.3, for how the end of a body is found. */
export function createResponseReader(maxBodyBytes: number): ResponseReader {
  let head: Head | undefined;
  /** What came of the head, or of the body. */
  let pieces: Buffer[] = [];
  let size = 0;
  let chunks: ChunkReader | undefined;

  const keep = (bytes: Buffer) => {
    size += bytes.length;
    // The buffer belongs to the socket.
    pieces.push(Buffer.from(bytes));
  };
  const joined = () => (pieces.length === 1 ? pieces[0] as Buffer : Buffer.concat(pieces));
  const finish = (body: Buffer): ReadResponse => {
    const { framing: _framing, ...told } = head as Head;
    head = undefined;
    chunks = undefined;
    pieces = [];
    size = 0;
    return { ...told, body };
  };
  const checkSize = (bytes: number) => {
    if (bytes > maxBodyBytes) throw new OversizedAnswer(`The answer is larger than ${maxBodyBytes} bytes.`);
  };

  const readBody = (bytes: Buffer): ReadResponse | undefined => {
    const { framing } = head as Head;
    if (framing.kind === 'length') {
      const missing = framing.length - size;
      if (bytes.length > missing) throw new Error('More came than the response.');
      if (size === 0 && bytes.length === missing) return finish(bytes);
      keep(bytes);
      return size === framing.length ? finish(joined()) : undefined;
    }
    checkSize(size + bytes.length);
    if (framing.kind === 'close') {
      keep(bytes);
      return undefined;
    }
    chunks ??= createChunkReader((data) => { keep(data); });
    return chunks.read(bytes) ? finish(joined()) : undefined;
  };

  const readHead = (bytes: Buffer): ReadResponse | undefined => {
    if (pieces.length > 0) keep(bytes);
    const whole = pieces.length > 0 ? joined() : bytes;
    const end = whole.indexOf(END_OF_HEAD);
    if (end < 0 || end > MAX_HEAD_BYTES) {
      if (whole.length > MAX_HEAD_BYTES) throw new Error('The head of the response is too large.');
      if (pieces.length === 0) keep(bytes);
      return undefined;
    }
    head = parseHead(whole.toString('latin1', 0, end));
    pieces = [];
    size = 0;
    const rest = whole.subarray(end + END_OF_HEAD.length);
    if (head.statusCode < 200) {
      head = undefined;
      return rest.length > 0 ? readHead(rest) : undefined;
    }
    if (head.framing.kind === 'length') {
      checkSize(head.framing.length);
      if (head.framing.length === 0 && rest.length === 0) return finish(EMPTY);
    }
    return rest.length > 0 ? readBody(rest) : undefined;
  };

  return {
    read: (bytes) => (head ? readBody(bytes) : readHead(bytes)),
    end: () => (head?.framing.kind === 'close' ? finish(joined()) : undefined),
  };
}
