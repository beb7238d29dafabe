/** What a client may ask to be told of its own request, beside the answer. */
export const TELLABLE = ['plan', 'cost', 'timing'] as const;
export type Tellable = (typeof TELLABLE)[number];

/** What is to be told of one request; undefined wherever a request asks for nothing. */
export type Telling = ReadonlySet<Tellable>;

export interface ToldPlan {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

export interface ToldCost {
  readonly cost: number;
  readonly most: number;
}

/** One call of a pillar. */
export interface ToldFetch {
  readonly pillar: string;
  /** Where the entities stand that it was for; empty for the root. */
  readonly path: readonly (string | number)[];
  /** Entities that it asked for; null where it asked for the root. */
  readonly entities: number | null;
  /** After the request came, in milliseconds. */
  readonly startMs: number;
  readonly ms: number;
  /** Of the answer; null in one process, where nothing is written. */
  readonly bytes: number | null;
  /** Tries beside the first. */
  readonly retries: number;
  /** Refused at once, because the pillar had failed too often. */
  readonly fromBreaker: boolean;
  /** When the pillar was asked: what it said is no older. */
  readonly asOf: string;
  /** Of the error, where no answer came; null where one came. */
  readonly code: string | null;
}

export interface ToldTiming {
  readonly totalMs: number;
  /** Until there was a plan: near zero where it was there already. */
  readonly planMs: number;
  readonly fetches: readonly ToldFetch[];
  readonly pillars: Readonly<Record<string, { readonly fetches: number; readonly ms: number; readonly asOf: string }>>;
}

export interface Told {
  readonly plan?: ToldPlan | null;
  readonly cost?: ToldCost;
  readonly timing?: ToldTiming;
}
