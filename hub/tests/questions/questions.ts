import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, valueFromASTUntyped } from 'graphql';
import catalog from '../../../clients/operations/catalog.json' with { type: 'json' };

export interface Question {
  readonly number: number;
  readonly operation: string;
  readonly query: string;
  /** Those of the catalogue, and what the operation sets where the catalogue says nothing. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Ready or soon to be, and not yet held against SQL of its own, each with the reason. An entry goes when
 * its statement comes: hub/tests/questions/<operation>.sql.
 */
export const PENDING: Readonly<Record<number, string>> = {
  11: 'the history of the roster is being built',
};

const folder = join(__dirname, '../../../clients/operations');

export const readyQuestions: readonly Question[] = catalog.flatMap(({ number, operation, variables }) => {
  if (operation === null) return [];
  const query = readFileSync(join(folder, operation), 'utf8');
  return [{ number, operation, query, variables: { ...readDefaults(query), ...variables } }];
});

function readDefaults(query: string): Readonly<Record<string, unknown>> {
  const [operation] = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return Object.fromEntries((operation?.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    (defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [])));
}

const fileOf = (operation: string) => join(__dirname, operation.replace(/graphql$/, 'sql'));

/** The statement that works out the answer from the rows; `$1` holds the variables as JSON. */
export const readStatement = ({ operation }: Question): string => readFileSync(fileOf(operation), 'utf8');

export const hasStatement = ({ operation }: Question): boolean => existsSync(fileOf(operation));

/** Other variables than the catalogue's, under which a question is to be right as well. */
export const VARIANTS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  'four-constructions.graphql': [{ code: '210203' }, { code: '2102Z1' }, { code: '210202001' }, { code: '210202001002' }],
  'four-full.graphql': [{ level: 'STREET' }, { code: '210203', level: null }, { code: '2102Z2', level: 'COMMUNITY' }],
  'built-but-unconnected.graphql': [{ level: null, first: 7 }, { code: '210281', level: 'STREET' }],
  'ready-rooms-without-video-net.graphql': [{ code: '2102Z1' }, { code: '210203', level: null, first: 20 }],
  'people-money-and-open-events.graphql': [{ code: '210203', level: 'STREET' }],
  'reported-against-registry.graphql': [{ code: '210203' }],
  'on-time-and-cards.graphql': [
    { code: '2102', level: 'DISTRICT', period: { from: '2026-09-01', to: '2026-11-01' } }, { code: '210203001', level: 'COMMUNITY', period: { from: '2026-10-05', to: '2026-11-10' } },
  ],
  'stuck-in-dispatch.graphql': [{ before: '2026-11-01T00:00:00+08:00', first: 3 }, { code: '2102Z1' }],
  'department-inbox.graphql': [{ first: 2 }],
  'emergency-picture.graphql': [{ code: '210203', withinM: 2_000, severity: ['III'], state: ['CLOSED'] }],
  'disputes-by-center.graphql': [
    { period: { from: '2026-10-05', to: '2026-11-10' } }, { period: { from: '2026-07-01', to: '2026-11-01' } }, { code: '210203', level: 'STREET' },
  ],
  'key-place-cameras.graphql': [{ code: '210203', first: 3 }],
  'built-networked-shared.graphql': [{ code: '210203', level: 'STREET' }],
  'data-and-grids.graphql': [{ code: '210202001', category: '实有人口' }],
  'video-patrols.graphql': [{ code: '210203', first: 3 }, { period: { from: '2026-07-01', to: '2026-11-01' } }, { code: '210203001' }],
  'viewing-tickets-with-gaps.graphql': [{ gap: ['APPROVAL'] }, { code: '210203', period: { from: '2026-03-01', to: '2026-08-01' }, first: 2 }],
  'warnings-and-trends.graphql': [{ code: '210203', level: 'STREET', months: 2, first: 3 }],
  'grids-of-communities.graphql': [{ code: '2102', level: 'DISTRICT' }],
  'assessment-draft.graphql': [{ year: 2025 }, { code: '210203', level: 'STREET' }, { first: 1 }],
  'demonstration-centers.graphql': [{ code: '2102', level: 'STREET', first: 40 }],
};
