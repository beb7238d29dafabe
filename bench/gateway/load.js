import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

export async function ask(pool, path, body) {
  const response = await pool.request({ path, method: 'POST', headers: HEADERS, body });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`Status ${response.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

/** So many clients, each asking again as soon as it is answered. */
export async function load(url, operation, { clients, ms }) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const body = JSON.stringify(operation);
  const latencies = [];
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() - started < ms) {
      const at = performance.now();
      await ask(pool, pathname, body);
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
    await ask(pool, pathname, JSON.stringify({ query: query.replace(/query (\w+)/, `query $1_${salt}_${index}`), variables }));
    latencies.push(performance.now() - at);
  }
  await pool.close();
  return latencies;
}

export async function checkEqual(urls, operation) {
  const answers = await Promise.all(urls.map(async (url) => {
    const { origin, pathname } = new URL(url);
    const pool = new Pool(origin);
    const text = await ask(pool, pathname, JSON.stringify(operation));
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
