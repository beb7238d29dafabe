import { listSegments, verifyFiles, type Place, type PublicKeys } from '@sizhu/kit';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `npm run verify-audit -- [folder or files] [--keys audit.jwks.json] [--known head] [--after head] [--closed]

Checks an audit log from its files and the public keys alone. Without a folder: each log in .hub/audit, with .hub/keys/audit.jwks.json.
--known   a head that was kept, as this command prints it: the log must still hold it
--closed  the log was closed: it must end with a signed head
--after   the head of the last file that was put away: the log begins after it`;

const OWN_LOGS = '.hub/audit';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `12:<hash>`, as it is printed. */
function toPlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const [, seq, hash] = /^(\d{1,15}):([\w-]{43})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new Error(`${JSON.stringify(text)} is no head; write it as this command prints it, such as 12:Zm9v….`);
  return { seq: Number(seq), hash };
}

interface Log {
  readonly name: string;
  readonly files: readonly string[];
}

/** The files that are named are one log; without any, each folder of the hub's own is one. */
async function findLogs(places: readonly string[]): Promise<Log[]> {
  const logs = places.length > 0
    ? [{ name: places.join(' '), files: (await Promise.all(places.map(listFiles))).flat() }]
    : await Promise.all((await readdir(OWN_LOGS).catch(() => [])).sort().map(async (name) => ({ name, files: await listSegments(join(OWN_LOGS, name)) })));
  const found = logs.filter(({ files }) => files.length > 0);
  if (found.length === 0) throw new Error(`${places.join(', ') || OWN_LOGS} holds no file of an audit log.`);
  return found;
}

const listFiles = async (place: string): Promise<string[]> => ((await stat(place)).isDirectory() ? listSegments(place) : [place]);

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: 'string', default: '.hub/keys/audit.jwks.json' }, known: { type: 'string' }, closed: { type: 'boolean' }, after: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    say(USAGE);
    return true;
  }
  const logs = await findLogs(positionals);
  const publicKeys = JSON.parse(await readFile(values.keys, 'utf8')) as PublicKeys;
  let areWhole = true;
  for (const { name, files } of logs) {
    const verdict = await verifyFiles(files, { publicKeys, known: toPlace(values.known), after: toPlace(values.after), isClosed: values.closed });
    areWhole &&= verdict.ok;
    say(verdict.ok
      ? `${name}: whole. Records: ${verdict.records}, signed heads: ${verdict.heads}, not signed yet: ${verdict.unsigned}. Keep this head: ${verdict.last.seq}:${verdict.last.hash}`
      : `${name}: ${verdict.fault} at record ${verdict.seq}. ${verdict.message}`);
  }
  return areWhole;
}

try {
  process.exitCode = await main() ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
