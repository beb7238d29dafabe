import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUNDS = 15;

export const note = (text) => process.stdout.write(`${text}\n`);
/** One ratio a line, with what it is of. */
export const say = (name, ratio, detail) => note(`${name.padEnd(72)} ${ratio.toFixed(2).padStart(7)} ×   ${detail}`);
export const milliseconds = (duration) => `${duration < 100 ? duration.toFixed(1) : Math.round(duration).toLocaleString('en')} ms`;
export const perSecond = (rows, duration) => `${Math.round(rows / (duration / 1_000)).toLocaleString('en')} rows/s`;

export async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Medians of two works that take turns, so that what else the machine does falls on both; after two rounds that warm up. */
export async function medians(one, other) {
  const durations = [[], []];
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [at, work] of [one, other].entries()) {
      const duration = await time(work);
      if (round >= 0) durations[at].push(duration);
    }
  }
  return durations.map((all) => all.sort((first, second) => first - second)[Math.floor(ROUNDS / 2)]);
}

/** The largest that this process and PostgreSQL's have been, once a second; shared pages are counted once. Linux alone tells of PostgreSQL's. */
export function watchMemory(dataDir) {
  const peaks = new Map([['the hubs and the import, one process', 0]]);
  const raise = (name, bytes) => peaks.set(name, Math.max(bytes, peaks.get(name) ?? 0));
  const timer = setInterval(() => {
    raise('the hubs and the import, one process', process.memoryUsage().rss);
    const bytes = readServerMemory(dataDir);
    if (bytes !== null) raise('PostgreSQL', bytes);
  }, 1_000);
  timer.unref();
  return { peaks: () => [...peaks], stop: () => clearInterval(timer) };
}

function readServerMemory(dataDir) {
  try {
    const postmaster = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0];
    const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && (name === postmaster || statOf(name).split(' ')[1] === postmaster));
    return ids.reduce((sum, id) => sum + 1_024 * Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0), 0);
  } catch {
    return null;
  }
}

/** What follows the name, which may hold anything, in brackets: state, parent and more. */
const statOf = (id) => read(`/proc/${id}/stat`).split(') ').at(-1) ?? '';

/** Empty where a process has ended in the meantime. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
