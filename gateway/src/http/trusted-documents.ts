import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './sha256.js';

/** off: ids are refused. allow: documents of a manifest by id, and any document by its text. only: nothing but documents of a manifest. */
export const TRUST_MODES = ['off', 'allow', 'only'] as const;
export type TrustMode = (typeof TRUST_MODES)[number];

export interface TrustedDocuments {
  readonly mode: TrustMode;
  /** The text of a document by the name of its client and its id. */
  find(client: string, id: string): string | undefined;
}

export const NO_TRUSTED_DOCUMENTS: TrustedDocuments = { mode: 'off', find: () => undefined };

/** The documents of one client by id: `{"<id>": "<text>"}`. */
export type Manifest = Readonly<Record<string, string>>;

const HASH = /^[0-9a-f]{64}$/;
const PREFIX = 'sha256:';

/** @throws one line for each id that looks like the hash of another text: nobody could say which was meant. */
export function trustDocuments(mode: TrustMode, manifests: Readonly<Record<string, Manifest>>): TrustedDocuments {
  const clients = new Map(Object.entries(manifests).map(([client, manifest]) =>
    [client, new Map(Object.entries(manifest).map(([id, text]) => [checkId(client, id, text), text]))]));
  return { mode, find: (client, id) => clients.get(client)?.get(toBareId(id)) };
}

/** A hash may be asked for with or without its prefix, as the appendix and Apollo's clients write it. */
const toBareId = (id: string): string => (id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id);

function checkId(client: string, id: string, text: string): string {
  const bare = toBareId(id);
  const isHash = HASH.test(bare) || id.startsWith(PREFIX);
  if (isHash && sha256(text) !== bare) throw new Error(`The manifest of ${client} holds under ${id} a document of another hash.`);
  return bare;
}

/**
 * Reads a folder of manifests, each `<client>.json`: what the GraphQL Code Generator, Relay's compiler
 * and gql.tada write at a client's build.
 *
 * @throws one line that names the file
 */
export function readManifests(folder: string): Readonly<Record<string, Manifest>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(files.map((file) => [file.slice(0, -'.json'.length), readManifest(join(folder, file))]));
}

function readManifest(file: string): Manifest {
  const content = parseJson(readFileSync(file, 'utf8'));
  const isManifest = typeof content === 'object' && content !== null && !Array.isArray(content)
    && Object.values(content).every((text) => typeof text === 'string');
  if (!isManifest) throw new Error(`${file} is no manifest of trusted documents: write {"<id>": "<document>", …}.`);
  return content as Manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
