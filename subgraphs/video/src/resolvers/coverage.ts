import { codeOfPath, getOne, latest, sumOf, toRatio } from '@sizhu/kit';
import type {
  AssignmentChangedResolvers, CoverageSegmentResolvers, CoverageSummaryResolvers, KeyPlaceChangedResolvers, SegmentChangedResolvers,
} from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { listOpen, SEGMENT_TRANSITIONS, stateOf } from '../registry/transitions.js';
import type { KeyPlaceCounts, SegmentCounts } from '../store/rollups.js';

export interface CoverageSummaryParent {
  readonly places: readonly KeyPlaceCounts[];
  /** Null where nothing was ever covered. */
  readonly segments: SegmentCounts | null;
}

export async function summarizeCoverage(areaCode: string, { load }: Context): Promise<CoverageSummaryParent> {
  const [places, segments] = await Promise.all([load.keyPlaceCounts.load(areaCode), load.segmentCounts.load(areaCode)]);
  return { places, segments };
}

type Measure = 'places' | 'covered' | 'fulfilled' | 'missing';
const total = (measure: Measure) => ({ places }: CoverageSummaryParent) => sumOf(places, (row) => row[measure]);

export const CoverageSummary: CoverageSummaryResolvers = {
  keyPlaces: total('places'),
  coverage: (parent) => toRatio(total('covered')(parent), total('places')(parent)),
  fulfilment: (parent) => toRatio(total('fulfilled')(parent), total('places')(parent)),
  missingChannels: total('missing'),
  byKind: ({ places }) => places.map(({ places: keyPlaces, ...row }) => ({ ...row, keyPlaces })),
  segments: ({ segments }) => segments?.segments ?? 0,
  segmentsKm: ({ segments }) => (segments?.lengthM ?? 0) / 1_000,
  asOf: ({ places, segments }) => latest(segments ? [...places, segments] : places),
};

export const CoverageSegment: CoverageSegmentResolvers = {
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  allowed: (segment) => listOpen(SEGMENT_TRANSITIONS, stateOf(segment)),
};

export const KeyPlaceChanged: KeyPlaceChangedResolvers = {
  keyPlace: ({ id }, _args, { load }) => getOne(load.keyPlace.clear(id), id),
};

export const AssignmentChanged: AssignmentChangedResolvers = {
  channel: ({ id }, _args, { load }) => getOne(load.channel.clear(id), id),
  keyPlace: ({ keyPlaceId }, _args, { load }) => getOne(load.keyPlace.clear(keyPlaceId), keyPlaceId),
};

export const SegmentChanged: SegmentChangedResolvers = {
  segment: ({ id }, _args, { load }) => getOne(load.segment.clear(id), id),
};
