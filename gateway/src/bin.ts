import { readFileSync } from 'node:fs';
import { toLine } from '@sizhu/kit';
import { toHelp } from './standalone/options.js';
import { readCommand, type Command } from './standalone/read-settings.js';
import { runGateway } from './standalone/run-gateway.js';

function read(): Command | null {
  try {
    return readCommand(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${toLine(error)}. Ask for --help.\n`);
    process.exitCode = 1;
    return null;
  }
}

const command = read();
if (command?.kind === 'help') {
  process.stdout.write(toHelp());
} else if (command?.kind === 'version') {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  process.stdout.write(`${version}\n`);
} else if (command) {
  await runGateway(() => command.settings);
}
