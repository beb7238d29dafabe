import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../src/database/wait-until.js';
import { onCleanup } from './database-harness.js';

const ROOT = join(__dirname, '../..');
const STOP_TIMEOUT_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One of our commands, running as a process of its own. */
export interface RunningProcess {
  readonly pid: number;
  /** Waits for words on standard output, and returns what they match. */
  waitFor(words: RegExp): Promise<string>;
  /** Waits for the address that the process says it answers at. */
  url(): Promise<string>;
  /** Signals it, if it still runs, and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  /** Waits for an end of its own accord. */
  readonly ended: Promise<Ended>;
}

/**
 * Runs a built program, such as `hub/dist/main.js`, with these settings alone. It is gone after the test.
 *
 * These tests are of processes, so they run what is built and not the sources.
 */
export function startProcess(program: string, env: Readonly<Record<string, string>>): RunningProcess {
  const path = join(ROOT, program);
  if (!existsSync(path)) throw new Error(`${program} is missing: this test runs what is built. Run "npx tsc -b", or "npm test", first.`);
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [path], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, stdout, stderr }));
  const isRunning = () => child.exitCode === null && child.signalCode === null;

  const waitFor = async (words: RegExp) => {
    const said = await waitUntil(() => words.test(stdout) || !isRunning(), STOP_TIMEOUT_MS);
    const [, match] = words.exec(stdout) ?? [];
    if (!said || match === undefined) throw new Error(`${program} did not say ${words}, but:\n${stdout}${stderr}`);
    return match;
  };
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (isRunning()) child.kill(signal);
    if (await waitUntil(() => !isRunning(), STOP_TIMEOUT_MS)) return ended;
    child.kill('SIGKILL');
    throw new Error(`${program} did not end after ${signal}.`);
  };
  onCleanup(() => end('SIGKILL'));
  return { pid: child.pid ?? 0, ended, waitFor, end, url: () => waitFor(/ answers at (http\S+)/) };
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly path?: readonly unknown[]; readonly extensions: Record<string, unknown> }[];
}

/** Asks one operation of a hub or a gateway at `url`. */
export async function ask(url: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(30_000),
  });
  return await response.json() as Answer;
}
