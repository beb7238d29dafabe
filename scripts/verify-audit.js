/** Builds what has changed, then checks an audit log. */
import { runTasks } from './turbo.js';

try {
  await runTasks('//#build');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
await import('../hub/dist/verify-audit-main.js');
