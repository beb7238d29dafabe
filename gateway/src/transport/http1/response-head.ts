/** What of a response's head matters to a call. */
export interface ResponseHead {
  readonly statusCode: number;
  readonly retryAfter: string | undefined;
  /** Seconds that the server keeps an idle connection; undefined when it does not say. */
  readonly keepAliveS: number | undefined;
  /** Whether another request may follow on the same connection. */
  readonly isReusable: boolean;
}

export type Framing = { readonly kind: 'length'; readonly length: number } | { readonly kind: 'chunked' } | { readonly kind: 'close' };
export interface Head extends ResponseHead {
  readonly framing: Framing;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;

/** Only what frames the response, and what callers act upon. */
export function parseHead(text: string): Head {
  const lines = text.split('\r\n');
  const [, minor, status] = STATUS_LINE.exec(lines[0] ?? '') ?? [];
  if (status === undefined) throw new Error('This is no HTTP response.');
  const statusCode = Number(status);
  let length: number | undefined;
  let coding: string | undefined;
  let connection = '';
  let [retryAfter, keepAliveS]: [string | undefined, number | undefined] = [undefined, undefined];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const colon = line.indexOf(':');
    if (colon <= 0) throw new Error('A header of the response is none.');
    switch (colon) {
      case 'content-length'.length:
        if (line.slice(0, colon).toLowerCase() === 'content-length') length = toLength(line.slice(colon + 1).trim(), length);
        break;
      case 'transfer-encoding'.length:
        if (line.slice(0, colon).toLowerCase() === 'transfer-encoding') coding = `${coding === undefined ? '' : `${coding},`}${line.slice(colon + 1).trim().toLowerCase()}`;
        break;
      case 'connection'.length: {
        const name = line.slice(0, colon).toLowerCase();
        if (name === 'connection') connection = line.slice(colon + 1).trim().toLowerCase();
        else if (name === 'keep-alive') keepAliveS = toKeepAliveS(line.slice(colon + 1));
        break;
      }
      case 'retry-after'.length:
        if (line.slice(0, colon).toLowerCase() === 'retry-after') retryAfter = line.slice(colon + 1).trim();
        break;
    }
  }
  const framing = toFraming(statusCode, length, coding);
  return { statusCode, retryAfter, keepAliveS, framing, isReusable: minor === '1' && framing.kind !== 'close' && !connection.includes('close') };
}

function toFraming(statusCode: number, length: number | undefined, coding: string | undefined): Framing {
  if (statusCode < 200 || statusCode === 204 || statusCode === 304) return { kind: 'length', length: 0 };
  if (coding !== undefined) {
    // Both together are how requests and responses are smuggled past each other.
    if (length !== undefined || coding !== 'chunked') throw new Error('The response is framed in a way that is not taken.');
    return { kind: 'chunked' };
  }
  return length === undefined ? { kind: 'close' } : { kind: 'length', length };
}

function toLength(text: string, known: number | undefined): number {
  const length = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(length) || (known !== undefined && known !== length)) throw new Error('The length of the response is none.');
  return length;
}

function toKeepAliveS(text: string): number | undefined {
  const [, seconds] = /timeout=(\d{1,6})/i.exec(text) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
