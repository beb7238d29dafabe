import { CREDENTIAL_ALGORITHM } from '@sizhu/contract';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** With what a process signs, and what others need to see that it did. */
export interface SigningKey {
  /** Ed25519. */
  readonly key: KeyObject;
  readonly kid: string;
  /** A JWK set (RFC 7517) without anything secret: the key in use, and others whose signatures are still good. */
  readonly publicKeys: { readonly keys: readonly JWK[] };
}

/**
 * The key of this name in `folder`, which is made at the first start: `<name>.private.jwks.json`, and its public half
 * as `<name>.jwks.json`. Processes that share the folder share the key. The first of the set signs; to replace it,
 * write a new one before it, and take the old one out when nothing that it signed is to be checked any more.
 */
export async function openSigningKey(folder: string, name: string): Promise<SigningKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.private.jwks.json`);
  const { keys } = await readKeys(file) ?? await makeKeys(file);
  const [first] = keys;
  if (!first) throw new Error(`${file} holds no key: remove it, and the next start makes one.`);
  const publicKeys = { keys: await Promise.all(keys.map(toPublic)) };
  await replaceFile(join(folder, `${name}.jwks.json`), JSON.stringify(publicKeys, null, 2));
  return { key: importKey(file, first), kid: await calculateJwkThumbprint(first), publicKeys };
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

/** Of processes that start together, the first to put its file there has made the key of all. */
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

function importKey(file: string, jwk: JWK): KeyObject {
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch { /* Told below. */ }
  throw new Error(`The first key of ${file} is no private Ed25519 key: remove the file, and the next start makes one.`);
}

async function toPublic(jwk: JWK): Promise<JWK> {
  const { kty, crv, x } = jwk;
  return { kty, crv, x, kid: await calculateJwkThumbprint(jwk), alg: CREDENTIAL_ALGORITHM, use: 'sig' } as JWK;
}
