/** Builds what has changed, then imports a file of records. What the command prints is its own alone, so that a template can be redirected. */
import { runTasks } from './turbo.js';

try {
  await runTasks('//#build');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import('../hub/dist/import-main.js');
