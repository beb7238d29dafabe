import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };
/** So many different ones there are; what the subgraphs answer from memory has to fit into it. */
const TURNS = 97;

const toBody = ({ query, variables }, turn) => JSON.stringify({ query, variables: variables(turn) });

export async function ask(pool, path, body, headers = HEADERS) {
  const response = await pool.request({ path, method: 'POST', headers, body });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`Status ${response.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

/** So many clients, each asking again as soon as it is answered. Where they are `alike`, all ask for the same. */
export async function load(url, operation, { clients, ms, alike = false }) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const bodies = Array.from({ length: alike ? 1 : TURNS }, (_, turn) => toBody(operation, turn));
  let turn = 0;
  const latencies = [];
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() - started < ms) {
      const at = performance.now();
      turn += 1;
      await ask(pool, pathname, bodies[turn % bodies.length]);
      latencies.push(performance.now() - at);
    }
  }));
  const tookMs = performance.now() - started;
  await pool.close();
  return { latencies, tookMs };
}

/** Documents that nobody has asked before, one after another. */
export async function loadCold(url, { query, variables }, { count, salt }) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 1 });
  const latencies = [];
  for (let index = 0; index < count; index += 1) {
    const at = performance.now();
    await ask(pool, pathname, toBody({ query: query.replace(/query (\w+)/, `query $1_${salt}_${index}`), variables }, index));
    latencies.push(performance.now() - at);
  }
  await pool.close();
  return latencies;
}

export async function checkEqual(urls, operation) {
  const answers = await Promise.all(urls.map(async (url) => {
    const { origin, pathname } = new URL(url);
    const pool = new Pool(origin);
    const text = await ask(pool, pathname, toBody(operation, 3));
    await pool.close();
    return text;
  }));
  const [first, ...others] = answers.map((text) => JSON.parse(text));
  if (first.errors || !first.data || others.some((other) => !isDeepStrictEqual(other, first))) {
    throw new Error(`The answers differ, or hold errors:\n${answers.map((text) => text.slice(0, 500)).join('\n')}`);
  }
  return Buffer.byteLength(answers[0]);
}

export const quantile = (latencies, share) => latencies.toSorted((a, b) => a - b)[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
