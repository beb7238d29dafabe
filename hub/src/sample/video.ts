import { day, startOfDay, toStamp } from './calendar.js';
import { isQuasiUnit, toDistrictCode, type Area } from './divisions.js';
import { toResponsibleId } from './organizations.js';
import type { Places } from './places.js';
import { makePatrols } from './patrols.js';
import { createRandom, divide, type Random } from './random.js';
import type { Roster } from './roster.js';
import { toTable, type SampleTable } from './table.js';
import { makeSegments } from './segments.js';
import { makeTickets } from './tickets.js';
import { makeXueliang } from './xueliang.js';

const publicChannels = 15_200;
const policeChannels = 9_800;
const keyPlaces = 600;

type PlaceKind = 'KEY_SITE' | 'IMPORTANT_TARGET' | 'COMPLEX_VENUE';

/** The position type is that of GB/T 28181. */
const placeKinds: readonly (readonly [place: { name: string; kind: PlaceKind; positionType: number }, weight: number])[] = [
  [{ name: '治安检查站', kind: 'KEY_SITE', positionType: 1 }, 4],
  [{ name: '办事大厅', kind: 'IMPORTANT_TARGET', positionType: 2 }, 10],
  [{ name: '客运站', kind: 'IMPORTANT_TARGET', positionType: 3 }, 6],
  [{ name: '文化广场', kind: 'KEY_SITE', positionType: 4 }, 16],
  [{ name: '体育场', kind: 'KEY_SITE', positionType: 5 }, 5],
  [{ name: '集贸市场', kind: 'COMPLEX_VENUE', positionType: 6 }, 18],
  [{ name: '学校周边', kind: 'KEY_SITE', positionType: 8 }, 26],
  [{ name: '城乡结合部', kind: 'COMPLEX_VENUE', positionType: 9 }, 9],
  [{ name: '主干道路口', kind: 'KEY_SITE', positionType: 10 }, 16],
];

interface VideoInput {
  readonly roster: Roster;
  readonly places: Places;
  readonly seed: number;
  readonly anchorDate: string;
  /** Events of the sample: some were found on a video patrol. */
  readonly happened: readonly SampleTable[];
}

export function makeVideo({ roster, places, seed, anchorDate, happened }: VideoInput): SampleTable[] {
  const { streets, communities, centerOf } = roster;
  const random = createRandom(seed, 'video');
  const now = startOfDay(anchorDate);
  const weights = streets.map((area) => (isQuasiUnit(area) ? 0.2 : area.name.endsWith('乡') || area.name.endsWith('镇') ? 0.6 : 1.3) * (0.5 + random.next()));
  const sites = divide(keyPlaces, weights).flatMap((count, at) => {
    const area = streets[at] as Area;
    return Array.from({ length: count }, (_, nth) => {
      const { name, kind, positionType } = random.weighted(placeKinds);
      const [latitude, longitude] = places.spotIn(area, random);
      return {
        id: `Q${area.code}${String(nth + 1).padStart(3, '0')}`, name: `${area.name}${name}${nth + 1}号点`, kind, area_path: area.path,
        position_type: positionType, required_channels: random.int(1, 6), latitude, longitude, provenance: 'SAMPLE',
      };
    });
  });
  const communitiesOf = Map.groupBy(communities, ({ parentCode }) => parentCode);
  // A few key places have no camera yet.
  const watched = new Map<string, (typeof sites)[number][]>();
  for (const site of sites.filter(() => random.chance(0.94))) {
    const beside = watched.get(site.area_path);
    if (beside) beside.push(site);
    else watched.set(site.area_path, [site]);
  }
  const channels = divide(publicChannels, weights).flatMap((count, at) => {
    const area = streets[at] as Area;
    const here = watched.get(area.path) ?? [];
    return Array.from({ length: count }, (_, nth) => {
      // The first cameras go to the key places in turn, two each; later ones anywhere in the street.
      const site = nth < here.length * 2 || random.chance(0.05) ? here[nth % here.length] : undefined;
      const [latitude, longitude] = site ? [site.latitude, site.longitude] : places.spotIn(area, random);
      return {
        ...drawChannel(area, now, random), grid_id: toGridId(communitiesOf.get(area.code) ?? [], nth), deviceId: toDeviceId(area, nth), area, site, nth, latitude, longitude,
      };
    });
  });
  const inUse = channels.map(({ area }, at) => ({ id: toChannelId(at), areaPath: area.path }));
  return [
    toTable('key_place', sites),
    toTable('video_channel', channels.map(({ deviceId, area, site, nth, latitude, longitude, isShared, ...state }, at) => ({
      ...state, id: toChannelId(at), device_id: deviceId, name: `${site?.name ?? area.name}公共视频${nth + 1}`,
      area_path: area.path, key_place_id: site?.id ?? null, shared_center_id: isShared ? centerOf(area) : null,
      latitude, longitude, provenance: 'SAMPLE',
    }))),
    toTable('police_count', divide(policeChannels, weights).map((registered, at) => ({
      area_path: (streets[at] as Area).path, ...drawPolice(registered, random), counted_at: toStamp(now - 3_600_000), provenance: 'SAMPLE',
    }))),
    ...makeSegments(roster, seed),
    ...makeXueliang(roster, seed, anchorDate),
    ...makeTickets(inUse, seed, anchorDate),
    ...makePatrols({ roster, channels: inUse, happened, seed, anchorDate }),
  ];
}

/**
 * 20 digits as GB/T 28181 has them: center 8, industry 2, type 3 (132: IP camera), network 1, serial 6.
 * Three digits of the serial are the street's: the center's code has only two for what is below a district.
 */
function toDeviceId({ code }: Area, nth: number): string {
  const street = code.slice(6);
  return `${code.slice(0, 6)}00` + '01' + '132' + '8' + `${street}${String(nth).padStart(3, '0')}`;
}

const toChannelId = (at: number) => `X${String(at + 1).padStart(5, '0')}`;

/** Every community has a first and a second grid. */
const toGridId = (communities: readonly Area[], nth: number): string | null =>
  (communities.length === 0 ? null : `G${communities[nth % communities.length]?.code}00${1 + (nth % 2)}`);

function drawChannel({ path }: Area, now: number, random: Random) {
  const built = random.chance(0.985);
  const networked = built && random.chance(0.9);
  const health = !networked
    ? random.weighted([['OFFLINE', 80], ['DEFECT', 20]] as const)
    : random.weighted([['ONLINE', 92], ['OFFLINE', 3.5], ['STALE', 2.5], ['DEFECT', 2]] as const);
  // What was last seen long ago is stale, whatever it said then.
  const age = health === 'STALE' ? random.int(2, 20) * 86_400_000 : random.int(30, 900) * 1_000;
  return {
    built, networked, intact: built && health !== 'DEFECT' && random.chance(0.99), ...drawRecord(path, now, random),
    health, observed_at: toStamp(now - age), isShared: networked && random.chance(0.72),
  };
}

/** Of some channels one field is not on record. */
function drawRecord(path: string, now: number, random: Random) {
  const missing = random.chance(0.04) ? random.int(0, 3) : null;
  const record = {
    ptz_type: random.weighted([['FIXED', 55], ['DOME', 25], ['HALF_DOME', 15], ['REMOTE', 5]] as const),
    placement: random.chance(0.9) ? 'OUTDOOR' : 'INDOOR',
    maintainer_id: toResponsibleId(toDistrictCode(path), random.chance(0.8) ? 'GOVERNANCE' : 'HOUSING'),
    installed_on: toStamp(now - random.int(40, 2_400) * day).slice(0, 10),
  };
  return Object.fromEntries(Object.entries(record).map(([field, value], at) => [field, at === missing ? null : value]));
}

function drawPolice(registered: number, random: Random) {
  const built = registered;
  const part = (of: number, share: number) => Math.min(of, Math.round(of * (share - 0.02 + 0.04 * random.next())));
  const networked = part(built, 0.96);
  const online = part(registered, 0.94);
  const defect = part(registered - online, 0.2);
  const stale = part(registered - online - defect, 0.3);
  return {
    registered, built, networked, shared: part(networked, 0.5), online, offline: registered - online - defect - stale, stale, defect,
    intact: built - defect, record_complete: part(built, 0.97),
  };
}
