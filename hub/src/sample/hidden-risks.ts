import { day, endOfDay, spread, startOfDay, toBeginning, toStamp } from './calendar.js';
import { subcategories } from './codes.js';
import { toDistrictCode } from './divisions.js';
import { createDraw, type GridInput, type Neighbourhood } from './grid.js';
import { toOrganizationId, toResponsibleId } from './organizations.js';
import { createRandom } from './random.js';
import { toTable, type SampleTable } from './table.js';

const risks = 3_000;
const categories = { CONFLICT: 'DISPUTE', SAFETY: 'SECURITY_HAZARD' } as const;
const measures = ['已清理', '已维修', '已更换', '已设置警示标志并整改', '已会同物业整改'];

/** Hidden risks of thirteen months: most are verified, some of the recent ones open, a few late. */
export function makeHiddenRisks({ roster, places, seed, anchorDate }: GridInput, neighbourhoods: readonly Neighbourhood[]): SampleTable {
  const random = createRandom(seed, 'hidden risks');
  const draw = createDraw(neighbourhoods);
  const now = startOfDay(anchorDate);
  const moments = [...spread(risks, toBeginning(anchorDate), now, random)];
  return toTable('hidden_risk', moments.map((foundAt, at) => {
    const { area, place, gridIds } = draw(random);
    const kind = random.chance(0.15) ? 'CONFLICT' : 'SAFETY';
    const subcategory = random.weighted(subcategories.filter(({ category }) => category === categories[kind]).map((one) => [one, one.weight] as const));
    const [assigned, rectified, verified] = [random.next() * 2 * day, (1 + random.next() * 12) * day, (1 + random.next() * 5) * day];
    const assignedAt = foundAt + assigned;
    const days = random.int(5, 15);
    // One in thirty stays with the body that it was handed to.
    const isStuck = random.chance(0.033);
    const rectifiedAt = assignedAt + rectified;
    const verifiedAt = rectifiedAt + verified;
    const reached = assignedAt >= now ? 0 : isStuck || rectifiedAt >= now ? 1 : verifiedAt >= now ? 2 : 3;
    const returns = reached === 3 && random.chance(0.06) ? 1 : 0;
    const [latitude, longitude] = places.spotIn(area, random);
    const stampAt = (step: number, moment: number) => (reached >= step ? toStamp(moment) : null);
    const responsible = toResponsibleId(toDistrictCode(area.path), subcategory.duty);
    return {
      id: `R${String(at + 1).padStart(5, '0')}`, title: `${place}${random.pick(subcategory.titles)}`, kind, subcategory_code: subcategory.code,
      severity: random.weighted([['IV', 60], ['III', 30], ['II', 8], ['I', 2]] as const),
      origin: random.weighted([['GRID_PATROL', 70], ['PUBLIC_REPORT', 22], ['SUPERIOR_ORDER', 8]] as const),
      state: ['FOUND', 'ASSIGNED', 'RECTIFIED', 'VERIFIED'][reached] ?? 'FOUND', area_path: area.path, grid_id: random.pick(gridIds), center_id: roster.centerOf(area),
      responsible_id: reached >= 1 ? responsible : null, latitude, longitude, found_at: toStamp(foundAt), assigned_at: stampAt(1, assignedAt),
      due_at: stampAt(1, endOfDay(assignedAt + days * day)), rectified_at: stampAt(2, rectifiedAt), verified_at: stampAt(3, verifiedAt),
      measure: reached >= 2 ? random.pick(measures) : null, returns, version: 1 + reached + 2 * returns, provenance: 'SAMPLE',
    };
  }));
}

const problems: readonly (readonly [type: string, suffix: string, problem: string])[] = [
  ['3', '客运站周边', '非法营运和占道经营较多'], ['4', '广场周边', '夜间治安警情较多'], ['6', '商业街', '扒窃警情较多，消防通道被占用'],
  ['8', '学校周边', '上放学时段交通拥堵，流动摊贩较多'], ['9', '出租房屋集中区', '消防隐患突出，租住登记不全'], ['10', '主干道沿线', '货车违停，事故较多'],
];

/** Two key areas a district and year, each with what came of it. */
export function makeRemediations({ roster, seed, anchorDate }: GridInput): SampleTable {
  const random = createRandom(seed, 'remediations');
  const now = startOfDay(anchorDate);
  return toTable('key_area_remediation', roster.streets.filter(() => random.chance(0.3)).map((street, at) => {
    const district = toDistrictCode(street.path);
    const [type, suffix, problem] = random.pick(problems);
    const openedAt = now - random.int(5, 380) * day;
    const dueAt = openedAt + random.int(60, 150) * day;
    const assessedAt = dueAt + random.int(-10, 10) * day;
    const isAssessed = assessedAt < now && random.chance(0.9);
    const effect = random.weighted([['EFFECTIVE', 70], ['PARTLY_EFFECTIVE', 25], ['INEFFECTIVE', 5]] as const);
    const toDay = (moment: number) => toStamp(moment + 8 * 3_600_000).slice(0, 10);
    return {
      id: `K${String(at + 1).padStart(4, '0')}`, place: `${street.name}${suffix}`, problem, area_type_code: type, state: isAssessed ? 'ASSESSED' : 'OPEN',
      area_path: street.path, lead_organization_id: toOrganizationId(district, 'GOVERNANCE'),
      participant_ids: random.sample(['POLICE', 'HOUSING', 'EMERGENCY', 'CIVIL'] as const, 2).map((duty) => toResponsibleId(district, duty)),
      opened_on: toDay(openedAt), due_on: toDay(dueAt), effect: isAssessed ? effect : null,
      assessment: isAssessed ? { EFFECTIVE: '警情明显下降', PARTLY_EFFECTIVE: '警情有所下降，继续巩固', INEFFECTIVE: '警情未见下降，需重新整治' }[effect] : null,
      assessed_on: isAssessed ? toDay(assessedAt) : null, version: isAssessed ? 2 : 1, provenance: 'SAMPLE',
    };
  }));
}
