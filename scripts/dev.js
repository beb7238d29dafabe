/** Builds and starts the hub, and does so again whenever a source changes. A build that fails leaves the hub as it runs. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { watch } from 'chokidar';
import { runTasks } from './turbo.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const WATCHED = ['packages', 'subgraphs', 'gateway', 'hub', 'console', 'prisma', 'clients'];
const MADE = /(^|\/)(dist|__generated__|node_modules|\.turbo)(\/|$)|~$|\.test\.tsx?$/;
/** Editors write a file in several steps, and whole branches come as many files. */
const QUIET_MS = 200;

let hub;
let timer;
let building = false;
let changedMeanwhile = false;
let stopping = false;

async function stopHub() {
  if (!hub || hub.exitCode !== null) return;
  hub.kill('SIGINT');
  await once(hub, 'exit');
}

async function rebuild() {
  if (building) {
    changedMeanwhile = true;
    return;
  }
  building = true;
  try {
    await runTasks('build');
    execFileSync(process.execPath, ['scripts/compose.js'], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
    await stopHub();
    if (!stopping) hub = spawn(process.execPath, ['hub/dist/main.js'], { cwd: root, stdio: 'inherit', env: { GATEWAY_TELLS: 'plan,cost,timing', ...process.env } });
  } catch (error) {
    if (!stopping) process.stderr.write(`${error.stderr ?? error.message}\nThe hub was left as it is: correct the sources.\n`);
  }
  building = false;
  if (changedMeanwhile && !stopping) {
    changedMeanwhile = false;
    await rebuild();
  }
}

const watcher = watch(WATCHED, { cwd: root, ignored: MADE, ignoreInitial: true }).on('all', () => {
  clearTimeout(timer);
  timer = setTimeout(() => void rebuild(), QUIET_MS);
});

async function stop() {
  stopping = true;
  clearTimeout(timer);
  await watcher.close();
  await stopHub();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

await rebuild();
