/**
 * The ordinary Prisma CLI, for one pillar or for all four.
 *
 *     node scripts/prisma.js <pillar|all> <prisma arguments…>
 */
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const PILLARS = ['centers', 'informatization', 'grid', 'video'];
const USAGE = `Usage: node scripts/prisma.js <${PILLARS.join('|')}|all> <prisma arguments…>`;

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const environment = {
  ...process.env,
  // Our own Node.js first: the schema engine and the generators are found through the path.
  PATH: [at('node_modules/.bin'), process.env.PATH].join(delimiter),
  // The CLI asks its makers for updates and sends usage data; a hub on a closed network may not.
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  // Most of a command's time is compiling the CLI; the second run reads it from here.
  NODE_COMPILE_CACHE: at('node_modules/.cache/prisma'),
};

const [target, ...args] = process.argv.slice(2);
const pillars = target === 'all' ? PILLARS : PILLARS.filter((pillar) => pillar === target);
if (pillars.length === 0 || args.length === 0) fail(USAGE);
for (const pillar of pillars) requireUrl(pillar);
process.exitCode = await (args[0] === 'migrate' || pillars.length === 1 ? inTurn() : atOnce());

/** Migrations ask questions and share a database, so each pillar has the terminal to itself. */
async function inTurn() {
  for (const pillar of pillars) {
    const code = await run(pillar, 'inherit').exit;
    if (code !== 0) return code;
  }
  return 0;
}

/** Each pillar's output in one piece, in the order in which they end. Returns the worst exit code. */
async function atOnce() {
  const codes = pillars.map(async (pillar) => {
    const { child, exit } = run(pillar, ['ignore', 'pipe', 'pipe']);
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    const code = await exit;
    (code === 0 ? process.stdout : process.stderr).write(Buffer.concat(output));
    return code;
  });
  return Math.max(...await Promise.all(codes));
}

function run(pillar, stdio) {
  const cli = [at('node_modules/prisma/build/index.js'), ...args, '--config', at(`prisma/${pillar}/prisma.config.ts`)];
  const child = spawn(at('node_modules/.bin/node'), cli, { env: environment, stdio });
  const exit = new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
    child.on('error', (error) => fail(error.message));
  });
  return { child, exit };
}

/** `migrate diff` between files needs no database, and says so itself when it does. */
function requireUrl(pillar) {
  const variable = `${pillar.toUpperCase()}_DATABASE_URL`;
  if (!['migrate', 'db'].includes(args[0]) || args[1] === 'diff' || environment[variable]) return;
  fail(`Set ${variable} to the database of ${pillar}, such as postgresql://user:password@localhost:5432/sizhu`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
