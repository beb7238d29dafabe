import { PILLARS, type PillarName } from '@sizhu/contract';
import { parseArgs } from 'node:util';
import { resolveDatabases } from './database/index.js';
import { toPillarUrl } from './database/pillar-url.js';
import { ImportError, type Fault } from './import/import-error.js';
import { getKind, importFile } from './import/import-file.js';
import { IMPORT_KINDS } from './import/kinds/index.js';
import { describeColumns, toTemplate } from './import/template.js';
import { migratePillar } from './migrate-pillar.js';
import { readSettings } from './settings.js';
import { StartupError } from './startup-error.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const log = { info() {}, warn: (_fields: object, message: string) => say(message), error: (_fields: object, message: string) => say(message) };

const USAGE = `npm run import -- <kind> <file.csv|file.xlsx> [--dry-run] [--exclusive]
npm run import -- <kind> --template [--english] > file.csv
npm run import -- <kind> --columns

Kinds: ${IMPORT_KINDS.map(({ name, zh }) => `${name} ${zh}`).join(', ')}`;

async function main(): Promise<boolean> {
  const { values, positionals: [name, file] } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, exclusive: { type: 'boolean' }, template: { type: 'boolean' }, english: { type: 'boolean' }, columns: { type: 'boolean' } },
  });
  if (name === undefined) throw new ImportError(USAGE);
  const kind = getKind(name);
  if (values.template) return process.stdout.write(toTemplate(kind, values.english ? 'en' : 'zh'));
  if (values.columns) {
    describeColumns(kind).forEach(say);
    return true;
  }
  if (file === undefined) throw new ImportError(USAGE);
  return importInto(name, file, { dryRun: values['dry-run'] ?? false, exclusive: values.exclusive ?? false });
}

async function importInto(kind: string, source: string, { dryRun, exclusive }: { readonly dryRun: boolean; readonly exclusive: boolean }): Promise<boolean> {
  const settings = readSettings(process.env);
  const databases = await resolveDatabases({
    dataDir: settings.HUB_DATA_DIR,
    log,
    databaseUrl: settings.DATABASE_URL,
    pillarUrls: {
      centers: settings.CENTERS_DATABASE_URL, informatization: settings.INFORMATIZATION_DATABASE_URL,
      grid: settings.GRID_DATABASE_URL, video: settings.VIDEO_DATABASE_URL,
    },
  });
  try {
    const urls = Object.fromEntries(PILLARS.map((pillar) => [pillar, toPillarUrl(pillar, databases.urls[pillar])])) as Record<PillarName, string>;
    await Promise.all(PILLARS.map((pillar) => migratePillar(pillar, urls[pillar])));
    // Nobody else is connected to an embedded database.
    const report = await importFile({ urls, kind, source, dryRun, mayLock: exclusive || databases.embedded !== undefined });
    report.faults.map(toLine).forEach(say);
    if (report.faultCount > report.faults.length) say(`… and ${report.faultCount - report.faults.length} more.`);
    say(report.faultCount > 0
      ? `${report.lines} lines, ${report.faultCount} faults: nothing was imported.`
      : `${report.imported} records ${dryRun ? 'can be imported; this was a dry run, and nothing was written' : 'imported'}.`);
    return report.faultCount === 0;
  } finally {
    await databases.stop();
  }
}

const toLine = ({ line, column, message }: Fault): string => `line ${line}${column === null ? '' : `, ${column}`}: ${message}`;

try {
  process.exitCode = await main() ? 0 : 1;
} catch (error) {
  const isTold = error instanceof ImportError || error instanceof StartupError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') || (error as { code?: string }).code === 'ENOENT';
  process.stderr.write(`${isTold ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
