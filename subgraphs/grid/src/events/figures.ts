import type { EventCategory, Severity } from '../__generated__/resolvers.js';

/** What is counted of events, each on its day: the report, the closure, or the deadline. */
export const MEASURES = ['reported', 'accepted', 'acceptance_due', 'closed', 'due', 'closed_on_time', 'yellow', 'red'] as const;
export const CATEGORY_MEASURES = ['reported', 'closed', 'due', 'closed_on_time', 'yellow', 'red'] as const;
export const SEVERITY_MEASURES = ['reported', 'closed'] as const;
export const CATEGORIES = ['DISPUTE', 'SECURITY_HAZARD', 'LIVELIHOOD_SERVICE', 'OTHER'] as const satisfies readonly EventCategory[];
export const SEVERITIES = ['I', 'II', 'III', 'IV'] as const satisfies readonly Severity[];

type Measure = (typeof MEASURES)[number];
type CategoryMeasure = (typeof CATEGORY_MEASURES)[number];
type SeverityMeasure = (typeof SEVERITY_MEASURES)[number];

/** Column of the rollup: a measure of all events, or of those of one category or severity. */
export type FigureName = Measure | `${CategoryMeasure}_${Lowercase<EventCategory>}` | `${SeverityMeasure}_${Lowercase<Severity>}`;

interface Figure {
  readonly name: FigureName;
  readonly measure: Measure;
  readonly category?: EventCategory;
  readonly severity?: Severity;
}

export const ofCategory = (measure: CategoryMeasure, category: EventCategory) => `${measure}_${category.toLowerCase() as Lowercase<EventCategory>}` as const;
export const ofSeverity = (measure: SeverityMeasure, severity: Severity) => `${measure}_${severity.toLowerCase() as Lowercase<Severity>}` as const;

/** Every figure, in the order of the rollup's columns. */
export const FIGURES: readonly Figure[] = [
  ...MEASURES.map((measure) => ({ name: measure, measure })),
  ...CATEGORIES.flatMap((category) => CATEGORY_MEASURES.map((measure) => ({ name: ofCategory(measure, category), measure, category }))),
  ...SEVERITIES.flatMap((severity) => SEVERITY_MEASURES.map((measure) => ({ name: ofSeverity(measure, severity), measure, severity }))),
];
