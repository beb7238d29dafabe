import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { readFile } from 'node:fs/promises';

/** How often a key that is not known makes the set be read again. */
const COOLDOWN_MS = 1_000;

/**
 * Public keys (a JWK set, RFC 7517), from a gateway's `/.well-known/jwks.json` or from a file. A key that is
 * not known yet makes the set be read again, so that a key can be replaced while all run.
 */
export const openKeySet = (place: string): JWTVerifyGetKey =>
  (/^https?:\/\//.test(place) ? createRemoteJWKSet(new URL(place), { cooldownDuration: COOLDOWN_MS, timeoutDuration: 3_000 }) : openKeyFile(place));

function openKeyFile(file: string): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | null = null;
  let readAt = 0;
  const read = async () => {
    readAt = performance.now();
    keys = createLocalJWKSet(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet);
    return keys;
  };
  return async (header, token) => {
    try {
      return await (keys ?? await read())(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || performance.now() - readAt < COOLDOWN_MS) throw error;
      return (await read())(header, token);
    }
  };
}
