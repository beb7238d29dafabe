import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { relative, sep } from 'node:path';

/**
 * Nothing is allowed but what the page is built of, all from this origin; no other site may frame it.
 * The editor writes style elements as it runs and draws some of its icons from data URLs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** The build gives each file in it a name with a content hash. */
const HASHED = `assets${sep}`;

/** Serves the built landing page at /. Names with a content hash never change; index.html always may. */
export async function servePage(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    // The build leaves a .br and a .gz beside each file worth it: no request pays for compression.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = relative(folder, path).startsWith(HASHED);
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      for (const [name, value] of Object.entries(HEADERS)) response.header(name, value);
    },
  });
}
