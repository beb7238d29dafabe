import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '../../hub/dist/database/client.js';
import { readRollups } from '../../hub/dist/import/load-whole.js';
import { countDifferences } from '../../packages/testkit/dist/recount.js';
import { dump, readCommunities, runCopy, runImport, writeLines } from './imports.js';
import { perSecond, say } from './measure.js';

const ROUNDS = 3;
const HOUR = 3_600_000;
const FROM = Date.parse('2025-10-20T00:00:00Z');
const MINUTES = 380 * 24 * 60;

/** The same numbers each time, in no order. */
function createDice(seed) {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const toMinute = (at) => new Date(at + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');

/** Cases of a whole city and thirteen months, nine of ten of them over: as many areas, days and departments as there can be. */
const KINDS = {
  events: {
    table: 'grid_event', steps: 'event_step', of: 'event_id', schemes: ['event-subcategory'],
    header: 'id,title,category,subcategoryCode,severity,state,origin,areaCode,responsibleId,reportedAt,acceptedAt,dueAt,closedAt',
    toLine: ({ id, at, dice, pick, areas, bodies, codes: [subcategories], isOpen }) => [
      id, `第${at % 9_000}件`, pick(['DISPUTE', 'SECURITY_HAZARD', 'LIVELIHOOD_SERVICE', 'OTHER']), pick(subcategories), pick(['I', 'II', 'III', 'IV']),
      isOpen ? 'DISPATCHED' : 'CLOSED', pick(['GRID_PATROL', 'PUBLIC_REPORT']), pick(areas), pick(bodies), ...toTimes(dice, isOpen),
    ],
  },
  disputes: {
    table: 'dispute_case', steps: 'dispute_step', of: 'dispute_id', schemes: ['dispute-kind', 'dispute-scale', 'resolution-method'],
    header: 'id,title,kindCode,scaleCode,methodCode,state,result,areaCode,peopleInvolved,openedAt,acceptedAt,dueAt,concludedAt',
    toLine: ({ id, at, dice, pick, areas, codes: [kinds, scales, methods], isOpen }) => [
      id, `第${at % 9_000}件纠纷`, pick(kinds), pick(scales), isOpen ? '' : pick(methods), isOpen ? 'MEDIATING' : 'CONCLUDED', isOpen ? 'RESOLVING' : pick(['SUCCEEDED', 'FAILED']),
      pick(areas), 2 + dice(8), ...toTimes(dice, isOpen),
    ],
  },
};

function toTimes(dice, isOpen) {
  const at = FROM + dice(MINUTES) * 60_000;
  return [toMinute(at), toMinute(at + HOUR), toMinute(at + 120 * HOUR), isOpen ? '' : toMinute(at + (2 + dice(200)) * HOUR)];
}

async function readChoices({ urls }, schemes) {
  const column = async (url, sql, values) => (await withClient(url, (client) => client.query({ text: sql, values, rowMode: 'array' }))).rows.map(([value]) => value);
  return {
    areas: await readCommunities({ urls }),
    bodies: await column(urls.centers, "SELECT id FROM organization WHERE kind = 'DEPARTMENT' ORDER BY id"),
    codes: await Promise.all(schemes.map((scheme) => column(urls.grid, 'SELECT DISTINCT code FROM code_value WHERE scheme = $1 ORDER BY 1', [scheme]))),
  };
}

function* toLines({ toLine }, choices, { rows, prefix }) {
  const dice = createDice(prefix.charCodeAt(0));
  const pick = (values) => values[dice(values.length)];
  for (let at = 0; at < rows; at += 1) {
    yield toLine({ ...choices, id: `${prefix}${String(at).padStart(8, '0')}`, at, dice, pick, isOpen: dice(10) === 0 }).join(',');
  }
}

/** A city before its first case. */
const empty = (url, { table }) => withClient(url, async (client) => {
  const rollups = await readRollups(client, table);
  await client.query(`TRUNCATE ${[table, ...rollups.map(({ rollup }) => rollup)].join(', ')} CASCADE`);
});

/** Every rollup says what a recount of the rows finds. */
const checkRollups = (url) => withClient(url, async (client) => {
  const wrong = Object.entries(await countDifferences(client)).filter(([, keys]) => keys !== 0);
  if (wrong.length > 0) throw new Error(`Not true: ${wrong.map(([rollup, keys]) => `${rollup} in ${keys} keys`).join(', ')}.`);
});

/** COPY of both tables' rows; with the same keys, indexes and foreign key, or with none. */
async function copyBoth(url, { table, steps, of }, files, { isKeyed, isNew = true }) {
  const names = isKeyed ? ['keyed', 'keyed_steps'] : ['bare', 'bare_steps'];
  if (isNew) {
    await withClient(url, async (client) => {
      await client.query(`DROP TABLE IF EXISTS ${names[1]}, ${names[0]}`);
      await client.query(`CREATE TABLE ${names[0]} (LIKE ${table} ${isKeyed ? 'INCLUDING INDEXES' : ''}); CREATE TABLE ${names[1]} (LIKE ${steps} ${isKeyed ? 'INCLUDING INDEXES' : ''})`);
      if (isKeyed) await client.query(`ALTER TABLE ${names[1]} ADD FOREIGN KEY (${of}) REFERENCES ${names[0]} (id) ON DELETE CASCADE`);
    });
  }
  return [await runCopy(url, names[0], table, files[0]), await runCopy(url, names[1], steps, files[1])];
}

/**
 * A file of cases into an empty city, with tables that may be locked and with tables that everybody reads, and a second
 * one beside it; each over COPY of the same rows, which is cases and their steps. They take turns.
 */
export async function compareCaseImport(city, kind, rows, folder, rounds = ROUNDS) {
  const url = city.urls.grid;
  const form = KINDS[kind];
  const choices = await readChoices(city, form.schemes);
  const fileOf = (name) => join(folder, `${kind}-${name}`);
  for (const prefix of ['A', 'B']) await writeLines(fileOf(`${prefix}.csv`), form.header, toLines(form, choices, { rows, prefix }));
  const spent = {};
  const add = (name, duration) => { spent[name] = (spent[name] ?? 0) + duration; };
  for (let round = 0; round < rounds; round += 1) {
    await empty(url, form);
    add('locked', await runImport(city, kind, fileOf('A.csv'), rows));
    await checkRollups(url);
    const first = [fileOf('A.cases'), fileOf('A.steps')];
    await dump(url, `TABLE ${form.table}`, first[0]);
    await dump(url, `TABLE ${form.steps}`, first[1]);
    const [keyed, keyedSteps] = await copyBoth(url, form, first, { isKeyed: true });
    add('keyed', keyed + keyedSteps);
    add('cases alone', keyed);
    add('bare', (await copyBoth(url, form, first, { isKeyed: false })).reduce((sum, one) => sum + one));
    await empty(url, form);
    add('open', await runImport(city, kind, fileOf('A.csv'), rows, false));
    add('further', await runImport(city, kind, fileOf('B.csv'), rows, false));
    await checkRollups(url);
    const second = [fileOf('B.cases'), fileOf('B.steps')];
    await dump(url, `SELECT * FROM ${form.table} WHERE id LIKE 'B%'`, second[0]);
    await dump(url, `SELECT * FROM ${form.steps} WHERE ${form.of} LIKE 'B%'`, second[1]);
    add('beside', (await copyBoth(url, form, second, { isKeyed: true, isNew: false })).reduce((sum, one) => sum + one));
  }
  await withClient(url, (client) => client.query('DROP TABLE keyed_steps, keyed, bare_steps, bare'));
  await Promise.all(['A.csv', 'B.csv', 'A.cases', 'A.steps', 'B.cases', 'B.steps'].map((name) => rm(fileOf(name))));
  const what = `import of ${rows.toLocaleString('en')} ${kind}`;
  const tell = (name, one, other) => say(name, spent[one] / spent[other], `${perSecond(rows * rounds, spent[one])} / ${perSecond(rows * rounds, spent[other])}`);
  tell(`${what} / COPY of them and their steps, same keys`, 'locked', 'keyed');
  tell(`${what} / COPY of them alone, same keys`, 'locked', 'cases alone');
  tell(`${what} / COPY of both, no key, no index`, 'locked', 'bare');
  tell(`${what} that are read meanwhile / COPY of both, same keys`, 'open', 'keyed');
  tell(`${what} more / COPY of both beside as many`, 'further', 'beside');
}
