/** Builds what has changed, then starts the hub in this process. */
import { runTasks } from './turbo.js';

const started = performance.now();
process.stdout.write('Building: types, program, page … ');
try {
  await runTasks('build');
} catch (error) {
  process.stderr.write(`failed\n${error.message}\n`);
  process.exit(1);
}
process.stdout.write(`${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
await import('../hub/dist/main.js');
