import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { withClient } from '../../hub/dist/database/client.js';
import { importFile } from '../../hub/dist/import/import-file.js';
import { milliseconds, note, perSecond, say, time } from './measure.js';

const HOLDINGS = [['B04', '号楼'], ['B04', '号商铺'], ['B04', '号仓库'], ['B05', '社区志愿服务队'], ['B08', '幼儿园周边护栏'], ['B09', '电力线路杆塔']];

export const readCommunities = ({ urls }) => withClient(urls.centers, async (client) =>
  (await client.query("SELECT code FROM area WHERE level = 'COMMUNITY' ORDER BY code")).rows.map(({ code }) => code));

export async function writeLines(file, header, lines) {
  const out = createWriteStream(file);
  let text = `${header}\n`;
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 1_000_000) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'close');
}

/** Community by community, as a city's department exports its ledger. */
function* toLedger(areas, records, prefix) {
  for (let at = 0; at < records; at += 1) {
    const area = areas[Math.floor((at / records) * areas.length)];
    const [definition, name] = HOLDINGS[at % HOLDINGS.length];
    const day = `2026-${String(1 + (at % 10)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`;
    yield `${prefix}-${area}-${String(at).padStart(8, '0')},${definition},${at % 900}${name},${area},${day} ${String(8 + (at % 10)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  }
}

const HEADER = 'id,definitionId,name,areaCode,updatedAt';

export async function runImport({ urls }, kind, source, rows, mayLock = true) {
  const duration = await time(async () => {
    const { imported, faults } = await importFile({ urls, kind, source, mayLock });
    if (imported !== rows) throw new Error(JSON.stringify(faults[0]));
  });
  note(`import of ${rows.toLocaleString('en')} ${kind}: ${milliseconds(duration)}, ${perSecond(rows, duration)}`);
  return duration;
}

/** What PostgreSQL takes for the same rows, ready in its own format, and nothing else. */
export async function runCopy(url, table, like, file) {
  return withClient(url, async (client) => {
    await client.query(`CREATE TABLE IF NOT EXISTS ${table} (LIKE ${like})`);
    return time(() => pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), client.query(copyFrom(`COPY ${table} FROM STDIN`))));
  });
}

export const dump = (url, query, file) => withClient(url, (client) => pipeline(client.query(copyTo(`COPY (${query}) TO STDOUT`)), createWriteStream(file)));

const compare = (what, imported, copied, rows) =>
  say(what, imported / copied, `${milliseconds(imported)} / ${milliseconds(copied)}, ${perSecond(rows, imported)} / ${perSecond(rows, copied)}`);

/** A whole ledger into an empty table, against the same rows without any key, and with the same key and index. */
export async function compareLedgerImport(city, records, folder) {
  const url = city.urls.informatization;
  const [csv, file] = ['ledger.csv', 'ledger.copy'].map((name) => join(folder, name));
  await writeLines(csv, HEADER, toLedger(await readCommunities(city), records, 'L'));
  await withClient(url, (client) => client.query('DELETE FROM base_record'));
  await withClient(url, (client) => client.query('VACUUM FULL base_record'));
  const imported = await runImport(city, 'base-records', csv, records);
  await rm(csv);
  await checkRollup(url, records);
  await dump(url, 'TABLE base_record', file);
  compare(`import of ${records.toLocaleString('en')} records / bare COPY, no key, no index`, imported, await runCopy(url, 'bare', 'base_record', file), records);
  await withClient(url, (client) => client.query('DROP TABLE bare'));
  const keyed = await runCopy(url, 'keyed', 'base_record INCLUDING INDEXES', file);
  compare(`import of ${records.toLocaleString('en')} records / bare COPY, same key and index`, imported, keyed, records);
  await rm(file);
  await withClient(url, (client) => client.query('VACUUM ANALYZE base_record'));
  return records;
}

async function checkRollup(url, records) {
  const { rows: [{ counted }] } = await withClient(url, (client) => client.query("SELECT sum(records)::int AS counted FROM base_record_rollup WHERE area_code = '2102'"));
  if (counted !== records) throw new Error(`The rollup counts ${counted} of ${records}.`);
}

/** One more file into a ledger that holds a city already: nothing of it is taken away or locked meanwhile. */
export async function importFurther(city, held, records, folder) {
  const url = city.urls.informatization;
  const [csv, file] = ['further.csv', 'further.copy'].map((name) => join(folder, name));
  await writeLines(csv, HEADER, toLedger(await readCommunities(city), records, 'M'));
  const imported = await runImport(city, 'base-records', csv, records);
  await checkRollup(url, held + records);
  await dump(url, "SELECT * FROM base_record WHERE id >= 'M'", file);
  compare(`import of ${records.toLocaleString('en')} more records / bare COPY beside as many`, imported, await runCopy(url, 'keyed', 'base_record INCLUDING INDEXES', file), records);
  await withClient(url, (client) => client.query('DROP TABLE keyed'));
}
