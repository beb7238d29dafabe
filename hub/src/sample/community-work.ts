import { startOfDay, seasonOf } from './calendar.js';
import { subcategories } from './codes.js';
import type { GridInput } from './grid.js';
import { createRandom, drawPoisson, type Random } from './random.js';
import { toTable, type SampleTable } from './table.js';

const months = 12;

/** First days of the months before the one of the anchor day, oldest first. */
function listMonths(anchorDate: string): readonly string[] {
  const [year = 0, month = 0] = anchorDate.split('-').map(Number);
  return Array.from({ length: months }, (_, at) => new Date(Date.UTC(year, month - 1 - months + at, 1)).toISOString().slice(0, 10));
}

/** What streets report each month of their services and of what people say, in counts. */
function makeTopics({ roster, seed, anchorDate }: GridInput): SampleTable {
  const random = createRandom(seed, 'topics');
  const series = [
    { series: 'CONVENIENCE_SERVICE', topics: subcategories.filter(({ category }) => category === 'LIVELIHOOD_SERVICE'), scale: 9, handled: 0.97 },
    { series: 'PUBLIC_SENTIMENT', topics: subcategories.filter(({ code }) => ['0102', '0203', '0301', '0303', '0305'].includes(code)), scale: 2.5, handled: 0.8 },
  ] as const;
  return toTable('topic_count', roster.streets.flatMap((street) => listMonths(anchorDate).flatMap((month) =>
    series.flatMap(({ series: name, topics, scale, handled }) => topics.map(({ code, weight }) => {
      const received = drawPoisson(weight * scale * seasonOf(startOfDay(month)), random);
      return {
        series: name, area_path: street.path, month, topic_code: code, received, handled: Math.min(received, drawPoisson(received * handled, random)), provenance: 'SAMPLE',
      };
    })))));
}

const groupNames = ['平安志愿者服务队', '红袖标巡防队', '法律服务志愿队', '邻里守望志愿队'];

const makeGroups = ({ roster, seed }: GridInput, random: Random = createRandom(seed, 'volunteers')): SampleTable =>
  toTable('volunteer_group', roster.streets.flatMap((street) => random.sample(groupNames, random.int(1, 3)).map((name, at) => ({
    id: `V${street.code}-${at + 1}`, name: `${street.name}${name}`, area_path: street.path, members: random.int(12, 160), provenance: 'SAMPLE',
  }))));

const makePay = ({ roster, seed, anchorDate }: GridInput, random: Random = createRandom(seed, 'grid pay')): SampleTable => {
  const year = Number(anchorDate.slice(0, 4));
  return toTable('grid_pay', roster.areas.filter(({ level }) => level === 'DISTRICT').flatMap(({ path }) => [year - 2, year - 1].map((one) => ({
    area_path: path, year: one, pay_yuan: random.int(200, 2_400) * 10_000, allowance_yuan: random.int(20, 300) * 10_000, provenance: 'SAMPLE',
  }))));
};

/** The report names it and does not list its five items: none are made up. */
const makeMechanisms = ({ roster }: GridInput): SampleTable => toTable('grid_mechanism', roster.areas.filter(({ level }) => level === 'CITY').map(({ path }) => ({
  id: 'M-FIVE-ONES', name: '“五个一”网格化管理机制', area_path: path, items: [], provenance: 'REPORT',
})));

export const makeCommunityWork = (input: GridInput): SampleTable[] => [makeTopics(input), makeGroups(input), makePay(input), makeMechanisms(input)];
