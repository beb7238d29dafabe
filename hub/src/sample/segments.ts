import { createRandom } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

/** Of which the report tells; it has no other segment than the reported one. */
const reportedDistrict = '210212';

const stretches = ['主干道高清覆盖路段', '滨河步道覆盖路段', '学校周边道路覆盖路段', '出城通道覆盖路段'];

/** The fifteen kilometres of the report, and some made-up stretches of the other districts. */
export function makeSegments({ areaByCode, streets, areas }: Roster, seed: number): SampleTable[] {
  const random = createRandom(seed, 'coverage segments');
  const reported = {
    id: 'W1', name: '旅顺口区高清摄像头覆盖路段', area_path: areaByCode.get(reportedDistrict)?.path ?? reportedDistrict,
    length_km: 15, note: '15公里高清摄像头，实时视频巡逻防控', provenance: 'REPORT',
  };
  const made = areas.filter(({ level, code }) => level === 'DISTRICT' && code !== reportedDistrict).flatMap(({ path }) => {
    const here = streets.filter((street) => street.path.startsWith(`${path}/`));
    return random.sample(here, Math.min(here.length, random.int(1, 3))).map((street) => ({
      name: `${street.name}${random.pick(stretches)}`, area_path: street.path, length_km: random.int(8, 96) / 10, note: '', provenance: 'SAMPLE',
    }));
  });
  return [toTable('coverage_segment', [reported, ...made.map((row, at) => ({ id: `W${at + 2}`, ...row }))])];
}
