/** What the graph is asked for the figures that reports claim. A metric that is not here has no figure in the graph. */
const SELECTIONS: Readonly<Record<string, string>> = {
  CENTERS_BUILT: 'centerSummary { byLevel { level built } asOf }',
  COVERAGE: 'centerSummary { coverage { numerator denominator value } byLevel { level covered required } asOf }',
  VIDEO_NET_NODES: 'videoNetSummary { byLevel { level opened } asOf }',
  BASE_DATA_RECORDS: 'baseDataSummary { recordCount qualifier asOf }',
  VIDEO_CHANNELS: 'channelSummary { registered asOf }',
  COVERED_LENGTH: 'segments { lengthKm }',
};

export const METRICS = Object.keys(SELECTIONS);

/** A question that answers with the live figure; null where the graph has none of this kind. */
export function toFigureEvidence(metric: string, areaCode: string): { readonly query: string; readonly path: string } | null {
  const selection = SELECTIONS[metric];
  return selection === undefined ? null : {
    query: `{ area(code: ${JSON.stringify(areaCode)}) { ${selection} } }`,
    path: `area.${selection.split(' ')[0]}`,
  };
}

interface Counts {
  readonly level: string;
  readonly built: number;
  readonly covered: number;
  readonly required: number;
}

/** The figure by the registry of centers; null where another pillar holds it. `level` null: all tiers. */
export function findLive(metric: string, level: string | null, counts: readonly Counts[]): number | null {
  const own = level === null ? counts : counts.filter((count) => count.level === level);
  const [built, covered, required] = (['built', 'covered', 'required'] as const).map((measure) => own.reduce((sum, count) => sum + count[measure], 0)) as [number, number, number];
  switch (metric) {
    case 'CENTERS_BUILT': return built;
    case 'COVERAGE': return required === 0 ? null : (covered / required) * 100;
    default: return null;
  }
}
