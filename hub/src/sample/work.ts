import { addDays } from './calendar.js';
import { cityCode } from './divisions.js';
import { ids, toOrganizationId } from './organizations.js';
import { createRandom } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const pillars = ['CENTER', 'INFORMATIZATION', 'GRID', 'XUELIANG'] as const;
const titles = { MEETING: '四项重点建设推进会', TRAINING: '推进工作培训会议', FIELD_VISIT: '综治中心建设调研' } as const;
const explanations = ['上报后新建成的中心已登记，报告未及更新', '报告含在建中心，台账只计建成', '有中心已建成但尚未登记'];

/** Who answers for what, what was done to push the work, and a survey of the anchor's year with districts' reports. */
export function makeWork(roster: Roster, seed: number, anchorDate: string): SampleTable[] {
  const districts = roster.areas.filter(({ level }) => level === 'DISTRICT');
  return [
    toTable('responsibility', pillars.flatMap((pillar) => [
      [cityCode, ids.cityCommittee, 'LEAD'], [cityCode, ids.cityGovernment, 'LEAD'], [cityCode, ids.cityOffice, 'COORDINATE'],
      ...['HOUSING', 'POLICE', 'JUSTICE', 'CIVIL', 'EMERGENCY'].map((duty) => [cityCode, toOrganizationId(cityCode, duty), 'PARTICIPATE']),
      ...districts.flatMap(({ code }) => [[code, toOrganizationId(code, 'GOVERNANCE'), 'COORDINATE'], [code, toOrganizationId(code, 'HOUSING'), 'PARTICIPATE']]),
    ].map(([area_code = '', organization_id = '', role = '']) => ({ area_code, pillar, organization_id, role, provenance: 'SAMPLE' })))),
    makeActivities(roster, seed, anchorDate),
    ...makeSurvey(roster, seed, anchorDate),
  ];
}

function makeActivities({ areas }: Roster, seed: number, anchorDate: string): SampleTable {
  const random = createRandom(seed, 'activities');
  const kinds = [['MEETING', 5], ['TRAINING', 3], ['FIELD_VISIT', 3]] as const;
  const places = areas.filter(({ level }) => level === 'CITY' || level === 'DISTRICT');
  return toTable('work_activity', places.flatMap(({ code, name, path }) => [-320, -260, -200, -140, -95, -60, -25, 12, 30].map((offset, at) => {
    const kind = random.weighted(kinds);
    const plannedOn = addDays(anchorDate, offset + random.int(-9, 9));
    const state = offset > 0 ? 'PLANNED' : random.chance(0.06) ? 'CANCELLED' : 'HELD';
    const [few, many] = { MEETING: [30, 120], TRAINING: [40, 260], FIELD_VISIT: [4, 15] }[kind] as [number, number];
    const attendance = random.int(few, many);
    return {
      id: `B${code}-${at + 1}`, title: `${name}${titles[kind]}`, kind, area_path: path, organizer_id: toOrganizationId(code, 'GOVERNANCE'), state,
      planned_on: plannedOn, held_on: state === 'HELD' ? addDays(plannedOn, random.int(0, 3)) : null, attendance: state === 'HELD' ? attendance : null,
      summary: state === 'HELD' ? '通报进度，部署下一步建设任务' : null, version: state === 'PLANNED' ? 1 : 2, provenance: 'SAMPLE',
    };
  })));
}

/** Each district reports its centers; some count what the registry does not, and most of these have said why. */
function makeSurvey({ areas, built }: Roster, seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'survey');
  const year = anchorDate.slice(0, 4);
  const surveyId = `W${year}-S`;
  const reports = areas.filter(({ level }) => level === 'DISTRICT').map(({ code, name, path }) => ({
    id: `R${year}-${code}`, name, code,
    figures: (['STREET', 'COMMUNITY'] as const).map((level) => {
      const live = built.filter(({ area }) => area.level === level && area.path.startsWith(`${path}/`)).length;
      return { level, live, value: Math.max(0, live + (random.chance(0.35) ? random.pick([-2, -1, 1, 2, 3]) : 0)), isExplained: random.chance(0.7), why: random.pick(explanations) };
    }),
  }));
  return [
    toTable('survey_round', [{
      id: surveyId, title: `${year}年度综治中心建设摸底调查`, organizer_id: ids.cityOffice, as_of: addDays(anchorDate, -30), state: 'OPEN', provenance: 'SAMPLE',
    }]),
    toTable('report', reports.map(({ id, name, code }) => ({
      id, title: `${name}综治中心建设情况报告`, author_id: toOrganizationId(code, 'GOVERNANCE'), recipient_id: ids.cityOffice, reported_on: addDays(anchorDate, -20),
      survey_round_id: surveyId, provenance: 'SAMPLE',
    }))),
    toTable('reported_figure', reports.flatMap(({ id, code, figures }) => figures.map(({ level, live, value, isExplained, why }, at) => {
      const explains = value !== live && isExplained;
      return {
        id: `${id}-${at + 1}`, report_id: id, area_code: code, metric: 'CENTERS_BUILT', level, value, denominator: null, unit: '个', qualifier: 'EXACT',
        statement: `建成${level === 'STREET' ? '街道（乡镇）综治中心' : '社区（村）综治中心（站）'}${value}个`,
        explanation: explains ? why : null, explained_by_id: explains ? toOrganizationId(code, 'GOVERNANCE') : null,
        explained_on: explains ? addDays(anchorDate, -10) : null, explained_live: explains ? live : null, version: explains ? 2 : 1, provenance: 'SAMPLE',
      };
    }))),
  ];
}
