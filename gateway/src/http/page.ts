import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page loads nothing from elsewhere and may not be framed; its editor sets styles and starts workers. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built landing page at /. Names with a content hash never change; index.html always may. */
export async function servePage(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isEntry = path.endsWith('index.html');
      response.header('cache-control', isEntry ? 'no-cache' : 'public, max-age=31536000, immutable');
      response.header('x-content-type-options', 'nosniff');
      response.header('content-security-policy', CONTENT_SECURITY_POLICY);
    },
  });
}
