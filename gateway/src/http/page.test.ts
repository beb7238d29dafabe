import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { request } from 'undici';
import { servePage } from './page.js';

const HTML = '<!doctype html><title>四柱</title>';
const SCRIPT = 'console.log("四柱");\n'.repeat(100);
const ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>';
let folder: string;
let app: FastifyInstance;
let baseUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sizhu-page-'));
  await mkdir(join(folder, 'assets'));
  const files = {
    'index.html': HTML, 'index.html.br': brotliCompressSync(HTML), 'index.html.gz': gzipSync(HTML),
    'assets/main-ABC.js': SCRIPT, 'assets/main-ABC.js.br': brotliCompressSync(SCRIPT), 'assets/main-ABC.js.gz': gzipSync(SCRIPT),
    'assets/icon-ABC.svg': ICON,
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  app = fastify();
  await servePage(app, folder);
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** One answer as it comes over the wire: `fetch` would unpack it and ask for encodings of its own. */
async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
  const { statusCode, headers: received, body } = await request(`${baseUrl}${path}`, { headers });
  return { statusCode, headers: received, payload: Buffer.from(await body.arrayBuffer()) };
}

const accepting = (encodings: string | undefined) => (encodings === undefined ? {} : { 'accept-encoding': encodings });

const PATHS = ['/', '/index.html', '/assets/main-ABC.js', '/assets/icon-ABC.svg'];
const ENCODINGS = [undefined, 'gzip', 'gzip, deflate, br, zstd'];

describe.each(PATHS)('%s', (path) => {
  it.each(ENCODINGS)('is guarded and kept as long as its name promises, accepting %s', async (accepted) => {
    const { statusCode, headers } = await get(path, accepting(accepted));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    });
  });

  it('allows nothing but its own origin', async () => {
    const { headers } = await get(path);
    const policy = new Map(String(headers['content-security-policy']).split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }));
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'worker-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });
});

describe('compression', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('accepting %s, the script comes as %s and keeps its type', async (accepted, encoding, decompress) => {
    const { headers, payload } = await get('/assets/main-ABC.js', accepting(accepted));
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(payload.length).toBeLessThan(SCRIPT.length / 2);
    expect(decompress(payload).toString()).toBe(SCRIPT);
  });

  it.each([
    ['/assets/main-ABC.js', undefined, SCRIPT],
    ['/assets/main-ABC.js', 'identity', SCRIPT],
    ['/assets/icon-ABC.svg', 'gzip, br', ICON],
  ])('%s, accepting %s, comes as it is', async (path, accepted, body) => {
    const response = await get(path, accepting(accepted));
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.payload.toString()).toBe(body);
  });

  it('serves the page at / compressed as HTML', async () => {
    const { headers, payload } = await get('/', accepting('br'));
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': expect.stringMatching(/^text\/html/) });
    expect(brotliDecompressSync(payload).toString()).toBe(HTML);
  });
});

it('asks a browser to send index.html again only when it changed', async () => {
  const first = await get('/');
  const again = await get('/', { 'if-none-match': String(first.headers.etag) });
  expect(again.statusCode).toBe(304);
});

it.each(['/assets/main-OLD.js', '/nothing'])('%s is not there', async (path) => {
  expect((await get(path, accepting('br'))).statusCode).toBe(404);
});
