import { day, startOfDay, toStamp, toWorkingHours } from './calendar.js';
import { toDistrictCode } from './divisions.js';
import { createRandom } from './random.js';
import type { PlannedCenter } from './roster.js';
import { toTable, type SampleTable } from './table.js';

const topics = [['MEETING', 45], ['TRAINING', 20], ['CONSULTATION', 18], ['COMMAND', 12], ['DRILL', 5]] as const;
const minutesOf: Readonly<Record<string, readonly [number, number]>> = {
  MEETING: [30, 120], TRAINING: [60, 180], CONSULTATION: [20, 60], COMMAND: [10, 90], DRILL: [40, 120],
};

/** A year of sessions: each district invites the nodes of its streets and communities, most of which come. */
export function makeSessions(withNode: readonly PlannedCenter[], seed: number, anchorDate: string): SampleTable {
  const random = createRandom(seed, 'video net sessions');
  const now = startOfDay(anchorDate);
  const sessions = withNode.filter(({ area }) => area.level === 'DISTRICT').flatMap((host) => {
    const nodes = withNode.filter(({ area }) => toDistrictCode(area.path) === host.area.code).length;
    return Array.from({ length: random.int(8, 30) }, () => {
      const topic = random.weighted(topics);
      const nodesAttended = Array.from({ length: nodes }, () => random.chance(0.9)).filter(Boolean).length;
      return {
        host, topic, heldAt: toWorkingHours(now - day * random.int(1, 365)), minutes: random.int(...(minutesOf[topic] ?? [30, 60])),
        nodes, nodesAttended, participants: random.chance(0.8) ? nodesAttended * random.int(3, 9) : null,
      };
    });
  }).sort((one, other) => one.heldAt - other.heldAt);
  return toTable('video_net_session', sessions.map(({ host, topic, heldAt, minutes, nodes, nodesAttended, participants }, at) => ({
    id: `VS${String(at + 1).padStart(4, '0')}`, host_center_id: host.id, area_path: host.area.path, held_at: toStamp(heldAt), topic, minutes,
    nodes_invited: nodes, nodes_attended: nodesAttended, participants, provenance: 'SAMPLE',
  })));
}
