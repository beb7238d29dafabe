import type { SampleCenter } from './centers.js';
import type { Area } from './divisions.js';
import { placeIn } from './places.js';
import type { Random } from './random.js';
import { table, type SampleTable, type Value } from './table.js';

/** Both classes together, as the report says; how they divide is the sample's. */
const CHANNELS = 25_000;
const PUBLIC_CHANNELS = 15_200;
const KEY_PLACES = 600;
const KINDS = ['KEY_SITE', 'IMPORTANT_TARGET', 'COMPLEX_VENUE'] as const;

export function videoTables(
  areas: readonly Area[], centers: readonly SampleCenter[], anchor: Date, random: Random,
): readonly SampleTable[] {
  const communities = areas.filter(({ level }) => level === 'COMMUNITY');
  const centerOf = new Map(centers.filter(({ built }) => built).map(({ id, area }) => [area.code, id]));
  const places = Array.from({ length: KEY_PLACES }, (_none, index) => {
    const area = random.pick(communities);
    return { id: `K${String(index + 1).padStart(4, '0')}`, area, ...placeIn(area, [random.next() * 2 - 1, random.next() * 2 - 1]), covered: random.chance(0.94) };
  });
  const watched = places.filter(({ covered }) => covered);
  const channels = Array.from({ length: PUBLIC_CHANNELS }, (_none, index): readonly Value[] => {
    const place = index < watched.length * 2 ? watched[index % watched.length] : undefined;
    const area = place?.area ?? random.pick(communities);
    const at = place ?? placeIn(area, [random.next() * 2 - 1, random.next() * 2 - 1]);
    const built = place !== undefined || random.chance(0.97);
    const networked = built && random.chance(0.9);
    const health = networked ? random.weighted({ ONLINE: 92, OFFLINE: 5, DEFECT: 3 }) : 'OFFLINE';
    return [
      `V${String(index + 1).padStart(6, '0')}`, deviceId(area, index + 1), `${area.name}公共视频${index + 1}`, area.path, place?.id ?? null,
      networked && random.chance(0.6) ? centerOf.get(area.code) ?? null : null, at.latitude, at.longitude, built, networked,
      built && random.chance(0.97), built && random.chance(0.95), health, new Date(anchor.getTime() - random.integer(0, 600) * 1_000), 'SAMPLE',
    ];
  });
  return [
    table('key_place', 'id name kind area_path position_type required_channels latitude longitude provenance', places.map(({ id, area, latitude, longitude }) =>
      [id, `${area.name}重点部位${id}`, random.pick(KINDS), area.path, random.integer(1, 10), random.integer(1, 4), latitude, longitude, 'SAMPLE'])),
    table('video_channel', 'id device_id name area_path key_place_id shared_center_id latitude longitude built networked intact record_complete health observed_at provenance', channels),
    table('police_count', 'area_path registered built networked shared online offline stale defect intact record_complete counted_at provenance',
      policeCounts(areas.filter(({ level }) => level === 'STREET'), anchor)),
    table('coverage_segment', 'id name area_path length_km note provenance', [['G1', '高清摄像头路段', '2102/210212', 15, '旅顺口区', 'REPORT']]),
  ];
}

/** 8 digits of center, 2 of industry (01 community), 3 of type (132 IP camera), 1 of network, 6 of serial: GB/T 28181. */
const deviceId = ({ path }: Area, serial: number): string => {
  const [, district = '', street = ''] = path.split('/');
  const statutory = /^\d{6}$/.test(district) ? district : street.slice(0, 6);
  return `${statutory}00011320${String(serial).padStart(6, '0')}`;
};

/** The police's channels, divided evenly over streets so that they add up. */
function policeCounts(streets: readonly Area[], anchor: Date): readonly (readonly Value[])[] {
  const total = CHANNELS - PUBLIC_CHANNELS;
  return streets.map(({ path }, index) => {
    const registered = Math.floor((total * (index + 1)) / streets.length) - Math.floor((total * index) / streets.length);
    const networked = registered - 2;
    const online = networked - 3;
    return [path, registered, registered, networked, Math.floor(networked / 3), online, 4, 0, registered - online - 4, registered - 1, registered - 1, anchor, 'SAMPLE'];
  });
}
