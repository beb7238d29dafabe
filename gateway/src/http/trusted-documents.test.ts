import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveAsked, type AskedGateway } from '../../tests/ask-gateway.js';
import { sha256 } from './sha256.js';
import { readManifests, trustDocuments, TRUST_MODES, type TrustMode } from './trusted-documents.js';

const TRUSTED = 'query ($code: ID!) { area(code: $code) { name } }';
const OTHER = '{ area(code: "1") { code } }';
const variables = { code: '2102' };
const hash = sha256(TRUSTED);
const MANIFESTS = { console: { [`sha256:${hash}`]: TRUSTED, 'area-name': TRUSTED, change: 'mutation { __typename }' }, default: { only: OTHER } };
const apq = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });

const gateways = new Map<TrustMode, AskedGateway>();
const at = (mode: TrustMode) => gateways.get(mode) as AskedGateway;
const asConsole = { 'apollographql-client-name': 'console' };

beforeAll(async () => {
  for (const mode of TRUST_MODES) {
    gateways.set(mode, await serveAsked({ data: { area: { name: '大连市', code: '2102', __typename: 'Area' } } },
      { protocol: { trustedDocuments: trustDocuments(mode, MANIFESTS) } }));
  }
});
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.stop())));
beforeEach(() => { for (const { calls } of gateways.values()) calls.length = 0; });

const NAME = { status: 200, answer: { data: { area: { name: '大连市' } } } };

describe.each<[string, object, readonly TrustMode[]]>([
  ['its id', { documentId: 'area-name', variables }, ['allow', 'only']],
  ['its hash', { documentId: `sha256:${hash}`, variables }, ['allow', 'only']],
  ['its hash without the prefix', { documentId: hash, variables }, ['allow', 'only']],
  ['its hash as Apollo’s clients send it', { extensions: apq(TRUSTED), variables }, ['allow', 'only']],
  ['its text', { query: TRUSTED, variables }, ['off', 'allow']],
  ['its text and its hash', { query: TRUSTED, extensions: apq(TRUSTED), variables }, ['off', 'allow']],
])('a document that is asked for by %s', (_how, body, modes) => {
  it.each(modes)('is run in mode %s', async (mode) => {
    expect(await at(mode).post(body, asConsole)).toMatchObject(NAME);
  });
});

it('is asked for by GET as well, and a mutation is not', async () => {
  expect(await at('only').get({ documentId: 'area-name', variables: JSON.stringify(variables) }, asConsole)).toMatchObject(NAME);
  expect(await at('only').get({ documentId: 'change' }, asConsole)).toMatchObject({ status: 405 });
});

describe('is refused, whatever media type is asked for:', () => {
  it.each<[string, TrustMode, object, { readonly code: string; readonly headers?: Record<string, string> }]>([
    ['an id where none are taken', 'off', { documentId: 'area-name', variables }, { code: 'DOCUMENT_IDS_OFF' }],
    ['an unknown id', 'allow', { documentId: 'nothing' }, { code: 'DOCUMENT_ID_UNKNOWN' }],
    ['an unknown hash where only trusted documents are run', 'only', { extensions: apq(OTHER) }, { code: 'DOCUMENT_ID_UNKNOWN' }],
    ['an id of another client', 'only', { documentId: 'only' }, { code: 'DOCUMENT_ID_UNKNOWN' }],
    ['an id of the console by a client without a name', 'only', { documentId: 'area-name', variables }, { code: 'DOCUMENT_ID_UNKNOWN', headers: {} }],
    ['an id of the console by a client of an inherited name', 'only', { documentId: 'area-name' }, { code: 'DOCUMENT_ID_UNKNOWN', headers: { 'apollographql-client-name': '__proto__' } }],
    ['an id that every object has', 'only', { documentId: 'constructor' }, { code: 'DOCUMENT_ID_UNKNOWN' }],
    ['an id and a document', 'allow', { documentId: 'area-name', query: OTHER }, { code: 'DOCUMENT_ID_AND_BODY' }],
    ['an id and its own document', 'only', { documentId: 'area-name', query: TRUSTED, variables }, { code: 'DOCUMENT_ID_AND_BODY' }],
    ['an id and a hash', 'allow', { documentId: 'area-name', extensions: apq(OTHER) }, { code: 'DOCUMENT_ID_AND_BODY' }],
    ['a trusted hash and another document', 'allow', { query: OTHER, extensions: apq(TRUSTED) }, { code: 'DOCUMENT_HASH_MISMATCH' }],
    ['a trusted hash and another document where only trusted ones are run', 'only', { query: OTHER, extensions: apq(TRUSTED) }, { code: 'DOCUMENT_ID_AND_BODY' }],
    ['any text where only trusted documents are run', 'only', { query: OTHER }, { code: 'DOCUMENT_NOT_TRUSTED' }],
    ['the text of a trusted document there', 'only', { query: TRUSTED, variables }, { code: 'DOCUMENT_NOT_TRUSTED' }],
  ])('%s (%s)', async (_what, mode, body, { code, headers = asConsole }) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect(await at(mode).post(body, { ...headers, accept })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code } }] } });
    }
    expect(at(mode).calls).toEqual([]);
  });
});

describe('automatic persisted queries', () => {
  it('never change what a trusted id means', async () => {
    const poisoned = { query: OTHER, extensions: { persistedQuery: { version: 1, sha256Hash: 'area-name' } } };
    expect(await at('allow').post(poisoned, asConsole)).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code: 'DOCUMENT_HASH_MISMATCH' } }] } });
    expect(await at('allow').post({ query: OTHER, extensions: apq(OTHER) }, asConsole)).toMatchObject({ status: 200 });
    expect(await at('allow').post({ documentId: 'area-name', variables }, asConsole)).toMatchObject(NAME);
  });

  it('make no document trusted', async () => {
    expect(await at('allow').post({ query: OTHER, extensions: apq(OTHER) })).toMatchObject({ status: 200 });
    expect(await at('allow').post({ extensions: apq(OTHER) })).toMatchObject({ status: 200, answer: { data: { area: { code: '2102' } } } });
    expect(await at('allow').post({ documentId: sha256(OTHER) })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code: 'DOCUMENT_ID_UNKNOWN' } }] } });
  });
});

describe('a manifest', () => {
  it('with the hash of another document is refused at the start', () => {
    expect(() => trustDocuments('only', { console: { [hash]: OTHER } })).toThrow(/console holds under [0-9a-f]+ a document of another hash/);
    expect(() => trustDocuments('only', { console: { 'sha256:abc': OTHER } })).toThrow('another hash');
  });

  it('is a file of the name of its client', () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
    writeFileSync(join(folder, 'console.json'), JSON.stringify(MANIFESTS.console));
    writeFileSync(join(folder, 'README.md'), 'what they are');
    expect(readManifests(folder)).toEqual({ console: MANIFESTS.console });
    writeFileSync(join(folder, 'other.json'), '[]');
    expect(() => readManifests(folder)).toThrow(/other\.json is no manifest/);
    rmSync(folder, { recursive: true });
  });
});
