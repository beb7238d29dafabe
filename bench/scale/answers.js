import { readFileSync } from 'node:fs';
import { withClient } from '../../hub/dist/database/client.js';
import { ask } from './city.js';
import { medians, milliseconds, say } from './measure.js';

const fourConstructions = readFileSync(new URL('../../clients/operations/four-constructions.graphql', import.meta.url), 'utf8');

export async function compareFourConstructions(sample, large) {
  for (const [name, code] of [['the city', '2102'], ['a district', '210203'], ['a community', '210202001002']]) {
    const [few, many] = await medians(() => ask(sample.hub, fourConstructions, { code }), () => ask(large.hub, fourConstructions, { code }));
    say(`FourConstructions of ${name} / that of the sample city`, many / few, `${milliseconds(many)} / ${milliseconds(few)}`);
  }
}

export async function compareSummary(sample, large) {
  const query = '{ area(code: "2102") { baseRecordSummary { records byDataset { kind records reported } } } }';
  const [few, many] = await medians(() => ask(sample.hub, query), () => ask(large.hub, query));
  say('summary of the ledger / that of the sample city', many / few, `${milliseconds(many)} / ${milliseconds(few)}`);
}

/** Lists of the city, each with the row after which nine tenths of it lie behind. */
const LISTS = [
  { list: 'baseRecords', args: 'kind: PREMISES, ', fields: 'id name', pillar: 'informatization', table: 'base_record', where: "kind = 'PREMISES'", keys: ['area_path', 'id'], order: 'ASC' },
  { list: 'events', args: '', fields: 'id title state', pillar: 'grid', table: 'grid_event', where: 'true', keys: ['reported_at', 'id'], order: 'DESC' },
  { list: 'disputes', args: '', fields: 'id title', pillar: 'grid', table: 'dispute_case', where: 'true', keys: ['opened_at', 'id'], order: 'DESC' },
  { list: 'channels', args: '', fields: 'id name', pillar: 'video', table: 'video_channel', where: 'true', keys: ['id'], order: 'ASC' },
  { list: 'warnings', args: '', fields: 'id', pillar: 'informatization', table: 'early_warning', where: 'true', keys: ['week', 'id'], order: 'DESC' },
];

export async function comparePages({ hub, urls }) {
  for (const { list, args, fields, ...place } of LISTS) {
    const query = `query ($after: String) { area(code: "2102") { ${list}(${args}first: 50, after: $after) { pageInfo { hasNextPage } edges { node { ${fields} } } } } }`;
    const [after, behind] = await findDeep(urls, place);
    const [first, deep] = await medians(() => ask(hub, query, { after: null }), () => ask(hub, query, { after }));
    say(`page of ${list} behind ${behind.toLocaleString('en')} rows / first page`, deep / first, `${milliseconds(deep)} / ${milliseconds(first)}`);
  }
}

/** A cursor as the list itself would give it: to turn a hundred thousand pages would take longer than all the rest. */
const findDeep = (urls, { pillar, table, where, keys, order }) => withClient(urls[pillar], async (client) => {
  const { rows: [{ count }] } = await client.query(`SELECT count(*)::int AS count FROM ${table} WHERE ${where}`);
  const behind = Math.floor(count * 0.9);
  const { rows: [row] } = await client.query(
    `SELECT ${keys.join(', ')} FROM ${table} WHERE ${where} ORDER BY ${keys.map((key) => `${key} ${order}`).join(', ')} OFFSET ${behind} LIMIT 1`);
  const key = keys.map((name) => (row[name] instanceof Date ? row[name].toISOString() : String(row[name])));
  return [Buffer.from(JSON.stringify(key)).toString('base64url'), behind];
});
