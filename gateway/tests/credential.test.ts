import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CREDENTIAL_ISSUER } from '@sizhu/contract';
import { createCallVerifier, openKeySet, openSigningKey, serveSubgraph, type SigningKey, type ServedSubgraph, type Subgraph } from '@sizhu/kit';
import { buildSchema, parse } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCallSigner } from '../src/credential/sign-call.js';
import { httpTransport } from '../src/transport/http.js';

const SDL = 'type Query { ok: Boolean } type Subscription { ok: Boolean }';
const BODY = JSON.stringify({ query: '{ ok }' });

let folder: string;
let own: SigningKey;
let guarded: ServedSubgraph;
let open: ServedSubgraph;
/** How often a subgraph's resolvers ran. */
let runs = 0;
/** What the subgraph takes for now. */
let nowMs: number;

const subgraph = (): Subgraph => ({
  name: 'grid', typeDefs: parse(SDL), schema: buildSchema(SDL),
  createContext: () => { runs += 1; return {}; },
  execute: async () => ({}),
  subscribe: async () => { runs += 1; return { errors: [] }; },
  checkReady: async () => {}, close: async () => {},
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sizhu-keys-'));
  own = await openSigningKey(folder, 'gateway');
  const verifyCall = createCallVerifier({ audience: 'grid', keys: openKeySet(join(folder, 'gateway.jwks.json')), now: () => new Date(nowMs) });
  guarded = await serveSubgraph({ subgraph: subgraph(), port: 0, verifyCall });
  open = await serveSubgraph({ subgraph: subgraph(), port: 0 });
});
afterAll(async () => {
  await guarded?.stop();
  await open?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  nowMs = Date.now();
  runs = 0;
});

interface Sent {
  readonly authorization?: string;
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
}

const send = (url: string, { authorization, body = BODY, path = '', method = 'POST' }: Sent) => fetch(`${url}${path}`, {
  method,
  headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), 'apollo-require-preflight': '1', ...(authorization !== undefined && { authorization }) },
  ...(method === 'POST' && { body }),
});

const sign = (body = BODY) => createCallSigner(own, 'grid')(body);
const hashOf = (body: string) => createHash('sha256').update(body).digest('base64url');

interface Forged {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: Parameters<SignJWT['sign']>[0];
}

/** A credential that is right but for what is given. */
async function forge({ claims, header, key = own.key }: Forged): Promise<string> {
  const now = Math.floor(nowMs / 1_000);
  const payload = { iss: CREDENTIAL_ISSUER, aud: 'grid', iat: now, exp: now + 30, jti: randomUUID(), body_sha256: hashOf(BODY), ...claims };
  return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', kid: own.kid, ...header }).sign(key)}`;
}

/** What a caller may try who is no gateway, or who has heard one. */
const ATTACKS: readonly (readonly [string, () => Promise<Sent>])[] = [
  ['no credential', async () => ({})],
  ['an empty one', async () => ({ authorization: 'Bearer ' })],
  ['another scheme', async () => ({ authorization: (await sign()).replace('Bearer', 'Basic') })],
  ['an altered body', async () => ({ authorization: await sign(), body: BODY.replace('ok', 'okay:ok') })],
  ['a body that only means the same', async () => ({ authorization: await sign(), body: `${BODY} ` })],
  ['the credential of another subgraph', async () => ({ authorization: await createCallSigner(own, 'video')(BODY) })],
  ['another issuer', async () => ({ authorization: await forge({ claims: { iss: 'someone' } }) })],
  ['one that has run out', async () => ({ authorization: await forge({ claims: { iat: nowMs / 1_000 - 60, exp: nowMs / 1_000 - 30 } }) })],
  ['one of a day', async () => ({ authorization: await forge({ claims: { iat: nowMs / 1_000 - 3_600, exp: nowMs / 1_000 + 86_400 } }) })],
  ['one without an end', async () => ({ authorization: await forge({ claims: { exp: undefined } }) })],
  ['one that is not good yet', async () => ({ authorization: await forge({ claims: { nbf: nowMs / 1_000 + 600 } }) })],
  ['one from the future', async () => ({ authorization: await forge({ claims: { iat: nowMs / 1_000 + 600, exp: nowMs / 1_000 + 630 } }) })],
  ['one without a number', async () => ({ authorization: await forge({ claims: { jti: undefined } }) })],
  ['one without the hash of a body', async () => ({ authorization: await forge({ claims: { body_sha256: undefined } }) })],
  ['the key of somebody else', async () => ({ authorization: await forge({ key: (await generateKeyPair('EdDSA')).privateKey }) })],
  ['an unknown key', async () => ({ authorization: await forge({ header: { kid: 'unknown' }, key: (await generateKeyPair('EdDSA')).privateKey }) })],
  ['a key that comes along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    return { authorization: await forge({ key: privateKey, header: { jwk: await exportJWK(publicKey), kid: undefined } }) };
  }],
  ['the public key as a shared secret', async () => ({
    authorization: await forge({ header: { alg: 'HS256' }, key: new TextEncoder().encode(String(own.publicKeys.keys[0]?.x)) }),
  })],
  ['no signature', async () => ({
    authorization: `Bearer ${new UnsecuredJWT({ body_sha256: hashOf(BODY), jti: 'x' }).setIssuer(CREDENTIAL_ISSUER).setAudience('grid').setIssuedAt().setExpirationTime('30s').encode()}`,
  })],
  ['a GET', async () => ({ authorization: await sign(''), method: 'GET', path: `?query=${encodeURIComponent('{ ok }')}` })],
  ['a stream without one', async () => ({ path: '/stream' })],
];

describe('a subgraph that asks for a credential', () => {
  it.each(ATTACKS)('refuses %s, and one that does not ask would have answered', async (_name, attack) => {
    const sent = await attack();
    const refused = await send(guarded.url, sent);
    expect([refused.status, runs]).toEqual([sent.method === 'GET' ? 404 : 401, 0]);
    if (refused.status === 401) expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_CREDENTIAL_REFUSED' } }] });
    await send(open.url, sent);
    expect(runs).toBe(1);
  });

  it('lets each call of the gateway in once', async () => {
    const sent = { authorization: await sign() };
    expect(await (await send(guarded.url, sent)).json()).toEqual({ data: { ok: null } });
    expect((await send(guarded.url, sent)).status).toBe(401);
    nowMs += 25_000;
    expect((await send(guarded.url, sent)).status).toBe(401);
    expect(runs).toBe(1);
  });

  it('is not used up by a call that is refused', async () => {
    const authorization = await sign();
    expect((await send(guarded.url, { authorization, body: '{}' })).status).toBe(401);
    expect((await send(guarded.url, { authorization })).status).toBe(200);
  });

  it('answers the gateway, and tells a gateway that it does not know so', async () => {
    const stranger = await openSigningKey(join(folder, 'stranger'), 'gateway');
    const answers = await Promise.all([own, stranger].map(async (key) => {
      const transport = httpTransport(guarded.url, { sign: createCallSigner(key, 'grid') });
      const answer = await transport.send({ query: '{ ok }', variables: {}, operationName: null });
      await transport.checkReady();
      await transport.close();
      return answer;
    }));
    expect(answers).toMatchObject([{ data: { ok: null } }, { errors: [{ extensions: { code: 'SUBGRAPH_CREDENTIAL_REFUSED' } }] }]);
  });
});

describe('the key of a gateway', () => {
  it('is one for gateways that start together, and nobody else may read it', async () => {
    const shared = join(folder, 'shared');
    const opened = await Promise.all(Array.from({ length: 8 }, () => openSigningKey(shared, 'gateway')));
    expect(new Set(opened.map(({ kid }) => kid)).size).toBe(1);
    expect((await readdir(shared)).sort()).toEqual(['gateway.jwks.json', 'gateway.private.jwks.json']);
    expect((await stat(join(shared, 'gateway.private.jwks.json'))).mode & 0o077).toBe(0);
    expect(JSON.stringify(opened[0]?.publicKeys)).not.toContain('"d"');
  });

  it('can be replaced while subgraphs run', async () => {
    const file = join(folder, 'gateway.private.jwks.json');
    const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: object[] };
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    await writeFile(file, JSON.stringify({ keys: [await exportJWK(privateKey), ...keys] }));
    const next = await openSigningKey(folder, 'gateway');
    expect(next.kid).not.toBe(own.kid);
    // A set is read again at most once a second.
    await new Promise((resolve) => { setTimeout(resolve, 1_100); });
    for (const key of [own, next]) {
      expect((await send(guarded.url, { authorization: await createCallSigner(key, 'grid')(BODY) })).status).toBe(200);
    }
  });

  it.each([['no JSON', '{'], ['no set', '{}'], ['an empty set', '{"keys":[]}'], ['a public key', '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}']])(
    'says which file is wrong: %s', async (_name, text) => {
      const broken = await mkdtemp(join(folder, 'broken-'));
      await writeFile(join(broken, 'gateway.private.jwks.json'), text);
      await expect(openSigningKey(broken, 'gateway')).rejects.toThrow(/gateway\.private\.jwks\.json .*remove/);
    });
});
