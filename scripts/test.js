/** Builds, checks types, lints, holds supergraph.graphql against the schemas, then runs Jest with the arguments given. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runTasks } from './turbo.js';

const cwd = fileURLToPath(new URL('..', import.meta.url));

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const started = performance.now();
process.stdout.write('Building, checking types, linting … ');
try {
  await runTasks('build', 'check', 'lint');
} catch (error) {
  process.stderr.write(`failed\n${error.message}\n`);
  process.exit(1);
}
process.stdout.write(`${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
runNode('scripts/compose.js', '--check');
runNode('node_modules/jest/bin/jest.js', ...process.argv.slice(2));
