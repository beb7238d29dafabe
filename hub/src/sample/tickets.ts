import { day, startOfDay, toBeginning, toStamp, toWorkingHours } from './calendar.js';
import { toDistrictCode } from './divisions.js';
import { toOrganizationId, toResponsibleId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import { toTable, type SampleTable } from './table.js';

const tickets = 780;

type State = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'OPEN' | 'CLOSED' | 'EXPIRED' | 'WITHDRAWN';

/** What a ticket needs to know of a channel. */
export interface TicketChannel {
  readonly id: string;
  readonly areaPath: string;
}

interface Step {
  readonly action: string;
  readonly state: State;
  readonly by: 'desk' | 'duty' | null;
  readonly at: number;
}

const hour = 3_600_000;
const purposes = [
  ['CASE_INVESTIGATION', 46], ['EMERGENCY_RESPONSE', 18], ['DISPUTE_EVIDENCE', 20], ['SECURITY_INSPECTION', 10], ['EQUIPMENT_MAINTENANCE', 6],
] as const;
const destinations = [['VIEWED_ON_SITE', 55], ['SHOWN_IN_CENTER', 20], ['COPIED_TO_CASE_FILE', 17], ['HANDED_TO_AUTHORITY', 8]] as const;

/** Viewing tickets of the past year, each with its audit. A few are as older systems left them: without purpose or approval. */
export function makeTickets(channels: readonly TicketChannel[], seed: number, anchorDate: string): SampleTable[] {
  const random = createRandom(seed, 'tickets');
  const now = startOfDay(anchorDate);
  const begin = toBeginning(anchorDate) + 30 * day;
  const byStreet = [...Map.groupBy(channels, ({ areaPath }) => areaPath)];
  const requests = Array.from({ length: tickets }, () => toWorkingHours(begin + random.next() * (now - begin - 2 * day))).sort((one, other) => one - other);
  const made = requests.map((requestedAt, at) => {
    const [areaPath, here] = random.pick(byStreet);
    const windowFrom = requestedAt + random.int(2, 30) * hour;
    const windowTo = windowFrom + random.int(2, 72) * hour;
    const steps = drawSteps({ requestedAt, windowFrom, windowTo, now }, random);
    const timeOf = (state: State) => steps.find((step) => step.state === state)?.at;
    const ended = steps.at(-1)?.state ?? 'REQUESTED';
    const district = toDistrictCode(areaPath);
    const toOptional = (moment: number | undefined) => (moment === undefined ? null : toStamp(moment));
    const approvedAt = timeOf('APPROVED');
    const purpose = random.chance(0.97) ? random.weighted(purposes) : null;
    const id = `D${String(at + 1).padStart(5, '0')}`;
    return {
      steps, district, channelIds: random.sample(here, random.int(1, 4)).map((channel) => channel.id),
      row: {
        id, area_path: areaPath, state: ended, purpose,
        case_reference: purpose === 'CASE_INVESTIGATION' ? `${district}-${new Date(requestedAt).getUTCFullYear()}-${String(at + 1).padStart(4, '0')}` : null,
        requesting_organization_id: toResponsibleId(district, random.pick(['POLICE', 'JUSTICE', 'EMERGENCY', 'HOUSING'])),
        owner_organization_id: toOrganizationId(district, 'GOVERNANCE'),
        approval_ref: approvedAt !== undefined && random.chance(0.98) ? `${district}-PZ-${String(at + 1).padStart(4, '0')}` : null,
        operator_count: random.int(2, 4), window_from: toStamp(windowFrom), window_to: toStamp(windowTo), destination: random.weighted(destinations),
        requested_by_post: toPost(district, 'desk'), approved_by_post: approvedAt === undefined ? null : toPost(district, 'duty'),
        requested_at: toStamp(requestedAt), approved_at: toOptional(approvedAt), opened_at: toOptional(timeOf('OPEN')),
        ended_at: isFinal(ended) ? toOptional(steps.at(-1)?.at) : null, version: steps.length, provenance: 'SAMPLE',
      },
    };
  });
  return [
    toTable('viewing_ticket', made.map(({ row }) => row)),
    toTable('viewing_ticket_channel', made.flatMap(({ row, channelIds }) => channelIds.map((channel_id) => ({ ticket_id: row.id, channel_id })))),
    toTable('viewing_ticket_entry', made.flatMap(({ row, steps, district }) => steps.map(({ action, state, by, at }, index) => ({
      ticket_id: row.id, seq: index + 1, action, state, by_post: by && toPost(district, by), at: toStamp(at),
    })))),
  ];
}

const isFinal = (state: State) => state !== 'REQUESTED' && state !== 'APPROVED' && state !== 'OPEN';
const toPost = (district: string, post: 'desk' | 'duty') => `${district}-${post === 'desk' ? 'VIDEO-DESK' : 'DUTY-CHIEF'}`;

interface Times {
  readonly requestedAt: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  readonly now: number;
}

/** The whole way of a ticket, of which only what lies before `now` has happened. */
function drawSteps({ requestedAt, windowFrom, windowTo, now }: Times, random: Random): Step[] {
  const decidedAt = requestedAt + (windowFrom - requestedAt) * (0.2 + 0.6 * random.next());
  const steps: Step[] = [{ action: 'requestViewingTicket', state: 'REQUESTED', by: 'desk', at: requestedAt }];
  const add = (action: string, state: State, by: Step['by'], at: number) => steps.push({ action, state, by, at });
  const way = random.weighted([['closed', 80], ['rejected', 6], ['withdrawn', 4], ['undecided', 2], ['unopened', 4], ['unclosed', 4]] as const);
  if (way === 'rejected') add('rejectViewingTicket', 'REJECTED', 'duty', decidedAt);
  else if (way === 'withdrawn') add('withdrawViewingTicket', 'WITHDRAWN', 'desk', decidedAt);
  else if (way === 'undecided') add('expire', 'EXPIRED', null, windowTo);
  else {
    add('approveViewingTicket', 'APPROVED', 'duty', decidedAt);
    if (way === 'unopened') add('expire', 'EXPIRED', null, windowTo);
    else {
      add('openViewingTicket', 'OPEN', 'desk', windowFrom + (windowTo - windowFrom) * 0.5 * random.next());
      if (way === 'unclosed') add('expire', 'EXPIRED', null, windowTo + day);
      else add('closeViewingTicket', 'CLOSED', 'desk', windowTo - hour + random.int(0, 20) * hour);
    }
  }
  return steps.filter(({ at }) => at < now).map((step) => ({ ...step, at: Math.floor(step.at / 1_000) * 1_000 }));
}
