/** The four pillars, by the name of their subgraph, their schema and (after `sizhu_`) their role. */
export const PILLARS = ['centers', 'informatization', 'grid', 'video'] as const;

export type PillarName = (typeof PILLARS)[number];
