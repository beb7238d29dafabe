/**
 * Runs tasks of turbo.json. What has not changed since the last run is not done again.
 *
 * Nothing leaves the machine: no usage data, no look for updates, no remote cache.
 */
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = `${root}node_modules/.bin`;

/** Resolves to everything that the tasks wrote; rejects with it when one fails. */
export function runTasks(...tasks) {
  const child = spawn(`${bin}/turbo`, ['run', ...tasks, '--output-logs=errors-only', '--log-order=grouped'], {
    cwd: root,
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new Error(text));
    });
  });
}
