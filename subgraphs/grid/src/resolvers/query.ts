import type { QueryResolvers } from '../__generated__/resolvers.js';
import { listCalendarDays } from '../deadlines/calendar-days.js';

export const Query: QueryResolvers = {
  gridEvent: (_root, { id }, { load }) => load.event.load(id),
  eventTask: (_root, { id }, { load }) => load.task.load(id),
  workCalendar: (_root, { year }) => listCalendarDays(year),
  grid: (_root, { id }, { load }) => load.grid.load(id),
  disputeCase: (_root, { id }, { load }) => load.dispute.load(id),
  hiddenRisk: (_root, { id }, { load }) => load.hiddenRisk.load(id),
  keyAreaRemediation: (_root, { id }, { load }) => load.remediation.load(id),
  codeTables: async (_root, { scheme }, { load }) =>
    (await load.codeTables()).filter((table) => scheme == null || table.scheme === scheme),
  codeTable: async (_root, { scheme, version }, { load }) => (await load.codeTables()).find((table) =>
    table.scheme === scheme && (version == null ? table.inForce : table.version === version)) ?? null,
};
