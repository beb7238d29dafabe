import { day, startOfDay, toStamp } from './calendar.js';
import { createRandom } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const records = 20_000;

type Kind = 'PREMISES' | 'ESTABLISHMENT' | 'FACILITY';

interface Holding {
  readonly kind: Kind;
  readonly definition: string;
  readonly weight: number;
  readonly names: readonly string[];
}

/** What a ledger holds of a place: buildings, bodies and facilities, by what they are and never by whose. */
const holdings: readonly Holding[] = [
  { kind: 'PREMISES', definition: 'B04', weight: 70, names: ['号楼', '号商铺', '号厂房', '号仓库'] },
  { kind: 'ESTABLISHMENT', definition: 'B05', weight: 16, names: ['社区志愿服务队', '业主委员会', '物业服务站', '行业协会分会', '社区社会组织'] },
  { kind: 'FACILITY', definition: 'B08', weight: 8, names: ['幼儿园周边护栏', '小学校门减速带', '中学周边路灯', '学校周边治安岗亭'] },
  { kind: 'FACILITY', definition: 'B09', weight: 6, names: ['铁路道口护栏', '输油管线标识桩', '电力线路杆塔', '护路巡查岗亭'] },
];

/** A small ledger, spread over the communities: enough to page through, few enough to load in a moment. */
export function makeBaseRecords({ communities }: Roster, seed: number, anchorDate: string): SampleTable {
  const random = createRandom(seed, 'base records');
  const now = startOfDay(anchorDate);
  const weighted = holdings.map((holding) => [holding, holding.weight] as const);
  return toTable('base_record', Array.from({ length: records }, (_, at) => {
    const { kind, definition, names } = random.weighted(weighted);
    const area = communities[at % communities.length] ?? random.pick(communities);
    const name = random.pick(names);
    return {
      id: `${definition}-${area.code}-${String(at + 1).padStart(5, '0')}`, kind, definition_id: definition,
      name: name.startsWith('号') ? `${area.name}${random.int(1, 180)}${name}` : `${area.name}${name}`,
      area_path: area.path, updated_at: toStamp(now - day * random.int(1, 400) - random.int(0, 86_000) * 1_000), version: 1, provenance: 'SAMPLE',
    };
  }));
}

/** Which data sets have a ledger, and of what; of the others only counts are held. */
export const ledgerKinds: ReadonlyMap<string, Kind> = new Map(holdings.map(({ definition, kind }) => [definition, kind]));
