/** The processes of one run, each asked for what it has used. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const processes = [];

/** `file` is in this folder, or anywhere as a URL. */
export async function start(file, ...args) {
  const child = fork(file instanceof URL ? fileURLToPath(file) : here(file), args, { env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  processes.push(child);
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error(`${file} ended before it served.`); })]);
  const ask = async () => {
    child.send('usage');
    return (await once(child, 'message'))[0];
  };
  return { ...message, ask };
}

export function stopAll() {
  for (const child of processes) child.kill();
}

/** Hive Gateway is no dependency of ours: what the comparison needs is installed beside it. */
export function installHive() {
  if (existsSync(here('hive/node_modules'))) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: here('hive'), stdio: 'inherit' });
}
