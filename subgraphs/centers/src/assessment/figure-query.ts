import type { AssessmentMeasure } from '../__generated__/resolvers.js';

export interface Figure {
  /** Path from an area: a summary, and a field of it, such as eventSummary.onTimeClosure. */
  readonly figure: string;
  readonly measure: AssessmentMeasure;
  readonly ofPeriod: boolean;
}

export interface FigurePeriod {
  readonly from: string;
  readonly to: string;
}

const FIGURE = /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/;

export const isFigurePath = (figure: string): boolean => FIGURE.test(figure);

/** What an area is asked for the figure, with the moment that its summary is of. */
export function toFigureSelection({ figure, measure, ofPeriod }: Figure, { from, to }: FigurePeriod): string {
  const [summary = '', field = ''] = figure.split('.');
  const period = ofPeriod ? `(period: { from: "${from}", to: "${to}" })` : '';
  return `${summary}${period} { ${field}${measure === 'RATIO' ? ' { numerator denominator value }' : ''} asOf }`;
}

/** A whole query that answers with the figure of one area, for whoever wants to see where it comes from. */
export const toEvidence = (areaCode: string, figure: Figure, period: FigurePeriod) => ({
  query: `{ area(code: ${JSON.stringify(areaCode)}) { ${toFigureSelection(figure, period)} } }`,
  path: `area.${figure.figure}`,
});
