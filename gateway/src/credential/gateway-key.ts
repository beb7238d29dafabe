import { CREDENTIAL_ALGORITHM } from '@sizhu/contract';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** With what a gateway signs, and what others need to see that it did. */
export interface GatewayKey {
  readonly key: CryptoKey;
  readonly kid: string;
  /** A JWK set (RFC 7517) without anything secret: the key in use, and others whose signatures are still good. */
  readonly publicKeys: { readonly keys: readonly JWK[] };
}

const PRIVATE_FILE = 'gateway.private.jwks.json';
const PUBLIC_FILE = 'gateway.jwks.json';

/**
 * The key in `folder`, which is made at the first start. Gateways that share the folder share the key. The first of
 * the set signs; to replace it, write a new one before it and take the old one out a minute later.
 */
export async function openGatewayKey(folder: string): Promise<GatewayKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, PRIVATE_FILE);
  const { keys } = await readKeys(file) ?? await makeKeys(file);
  const [first] = keys;
  if (!first) throw new Error(`${file} holds no key: remove it, and the next start makes one.`);
  const publicKeys = { keys: await Promise.all(keys.map(toPublic)) };
  await replaceFile(join(folder, PUBLIC_FILE), JSON.stringify(publicKeys, null, 2));
  return { key: await importKey(file, first), kid: await calculateJwkThumbprint(first), publicKeys };
}

interface PrivateKeys {
  readonly keys: readonly JWK[];
}

async function readKeys(file: string): Promise<PrivateKeys | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const { keys } = JSON.parse(text) as Partial<PrivateKeys>;
    if (Array.isArray(keys)) return { keys };
  } catch { /* Told below. */ }
  throw new Error(`${file} is no JWK set: remove it, and the next start makes one.`);
}

/** Of gateways that start together, the first to put its file there has made the key of all. */
async function makeKeys(file: string): Promise<PrivateKeys> {
  const { privateKey } = await generateKeyPair(CREDENTIAL_ALGORITHM, { extractable: true });
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, JSON.stringify({ keys: [await exportJWK(privateKey)] }), { mode: 0o600 });
  await link(made, file).catch((error: unknown) => { if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; });
  await unlink(made);
  return await readKeys(file) ?? { keys: [] };
}

/** Readers see the old file or the new one, never half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.${randomUUID()}`;
  await writeFile(next, text, { mode: 0o644 });
  await rename(next, file);
}

async function importKey(file: string, jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, CREDENTIAL_ALGORITHM).catch(() => null);
  if (key === null || key instanceof Uint8Array || key.type !== 'private') throw new Error(`The first key of ${file} is no private Ed25519 key: remove the file, and the next start makes one.`);
  return key;
}

async function toPublic(jwk: JWK): Promise<JWK> {
  const { kty, crv, x } = jwk;
  return { kty, crv, x, kid: await calculateJwkThumbprint(jwk), alg: CREDENTIAL_ALGORITHM, use: 'sig' } as JWK;
}
