import { StartupError } from '../startup-error.js';
import { withClient } from './client.js';
import { toStartupError } from './first-aid.js';

const oldestVersion = 15;
const answerTimeoutMs = 5_000;

/** Makes sure that a server of the operator's own can be used. `setting` is where its URL came from. */
export async function checkServer(url: string, setting: string): Promise<void> {
  if (!URL.parse(url)?.protocol.startsWith('postgres')) {
    throw new StartupError(`${setting} is not a URL such as postgresql://user:password@host:5432/database.`);
  }
  try {
    const version = await withClient(url, async (client) => {
      const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
      return Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    }, answerTimeoutMs);
    if (version >= oldestVersion) return;
    throw new StartupError(
      `PostgreSQL at ${new URL(url).host} is version ${version}, and the hub needs ${oldestVersion} or later: `
      + `upgrade it, or name another server in ${setting}.`,
    );
  } catch (error) {
    throw toStartupError(error, { setting, url });
  }
}
