import { day, startOfDay, toStamp, toWorkingHours } from './calendar.js';
import { firstOfMonth } from './months.js';
import type { Area } from './divisions.js';
import { ids, toOrganizationId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const months = 12;

/** What is told of a place, with counts; never of a person. */
const texts: Readonly<Record<string, readonly (readonly [title: string, body: (count: number) => string])[]>> = {
  PUBLIC_ORDER: [
    ['社会治安形势', (count) => `本月排查重点区域${count}处，均已落实整治责任单位。夜间巡逻加密，总体平稳。`],
    ['重点地区排查整治情况', (count) => `本月整治重点地区${count}处，其余列入下月计划。`],
  ],
  DISPUTES: [
    ['矛盾纠纷排查化解情况', (count) => `本月排查矛盾纠纷${count}件，以物业和邻里类为主，未发现群体性苗头。`],
    ['物业类矛盾集中情况', (count) => `本月${count}个小区反映物业收费问题，已会同住建部门约谈物业企业。`],
  ],
  PUBLIC_SAFETY: [
    ['消防隐患情况', (count) => `本月检查场所${count}处，楼道堆物和电动车充电问题较为集中。`],
    ['道路与管线安全情况', (count) => `本月上报井盖、路灯、护栏问题${count}处，已转有关部门。`],
  ],
  PUBLIC_SENTIMENT: [['社情民意汇总', (count) => `本月收集意见${count}条，集中在供暖、停车和垃圾清运。`]],
  WORK_PROGRESS: [
    ['综治信息化工作进展', (count) => `本月新增接入点${count}个，其余专线施工中。`],
    ['网格化服务管理工作进展', (count) => `本月调整网格${count}个，网格员岗位基本配齐。`],
  ],
};

const answers = ['已阅，请继续关注并按月报送。', '请会同有关部门研究处置，结果下月一并报送。', '情况属实，已列入本季度督办事项。'];

/** Reports of the past year from the districts' offices to the city's: old ones answered, the latest still on their way. */
export function makeSituationReports(roster: Roster, seed: number, anchorDate: string): SampleTable {
  const random = createRandom(seed, 'situation reports');
  const districts = roster.areas.filter(({ level }) => level === 'DISTRICT');
  const rows = districts.flatMap((district) => Array.from({ length: months }, (_, at) => months - at).flatMap((back) =>
    random.sample(Object.keys(texts), random.int(2, 4)).map((kind) => makeReport(district, kind, { back, anchorDate, random, roster }))));
  return toTable('situation_report', rows.map((row, at) => ({ id: `SR${String(at + 1).padStart(5, '0')}`, ...row })));
}

interface ReportInput {
  readonly back: number;
  readonly anchorDate: string;
  readonly random: Random;
  readonly roster: Roster;
}

/** A tenth speaks of one street of the district. */
function makeReport(district: Area, kind: string, { back, anchorDate, random, roster }: ReportInput) {
  const streets = roster.streets.filter(({ path }) => path.startsWith(`${district.path}/`));
  const area = streets.length > 0 && random.chance(0.1) ? random.pick(streets) : district;
  const [title, body] = random.pick(texts[kind] ?? []);
  const end = firstOfMonth(anchorDate, back - 1);
  const now = startOfDay(anchorDate);
  const draftedAt = toWorkingHours(startOfDay(end) + day * random.int(0, 2));
  const submittedAt = draftedAt + day * (0.5 + 2 * random.next());
  const receivedAt = submittedAt + day * (0.5 + 3 * random.next());
  const answeredAt = receivedAt + day * (2 + 15 * random.next());
  const isAnswered = answeredAt < now && random.chance(0.9);
  const isReceived = isAnswered || receivedAt < now && random.chance(0.95);
  const isSubmitted = isReceived || submittedAt < now && random.chance(0.95);
  const toOptional = (is: boolean, moment: number) => (is ? toStamp(moment) : null);
  return {
    area_path: area.path, kind, title: `${area.name}${title}`, body: body(random.int(2, 60)),
    period_from: firstOfMonth(anchorDate, back), period_to: end,
    author_organization_id: toOrganizationId(district.code, 'GOVERNANCE'), recipient_organization_id: ids.cityOffice,
    state: isAnswered ? 'ANSWERED' : isReceived ? 'RECEIVED' : isSubmitted ? 'SUBMITTED' : 'DRAFT',
    answer: isAnswered ? random.pick(answers) : null,
    drafted_at: toStamp(Math.min(draftedAt, now - 1)), submitted_at: toOptional(isSubmitted, submittedAt), received_at: toOptional(isReceived, receivedAt),
    answered_at: toOptional(isAnswered, answeredAt), version: 1 + Number(isSubmitted) + Number(isReceived) + Number(isAnswered), provenance: 'SAMPLE',
  };
}
