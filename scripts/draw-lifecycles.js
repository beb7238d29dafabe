/**
 * Draws the lifecycles of records into docs/lifecycles.md, from the tables that the changes are held against.
 *
 *     node scripts/draw-lifecycles.js           writes it; after a build
 *     node scripts/draw-lifecycles.js --check   fails when the committed file is stale
 */
import {
  DISPUTE_TRANSITIONS, EVENT_TRANSITIONS, EXTENSION_TRANSITIONS, FIRST_DISPUTE_STATE, FIRST_EXTENSION_STATE, FIRST_HIDDEN_RISK_STATE, FIRST_STATE, FIRST_TASK_STATE,
  HIDDEN_RISK_TRANSITIONS, REMEDIATION_TRANSITIONS, TASK_TRANSITIONS,
} from '@sizhu/grid';
import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../docs/lifecycles.md', import.meta.url);

/** A table by action has one end for each. */
const toRows = (byAction) => Object.entries(byAction).map(([action, { from, to }]) => ({ action, from, to }));

/** One entry for each lifecycle. A row without a `to` leaves the state as it is. */
const lifecycles = [
  {
    title: 'Event (网格事件)', table: 'subgraphs/grid/src/events/transitions.ts', begin: 'reportEvent', first: FIRST_STATE, rows: EVENT_TRANSITIONS,
    text: 'signTask, refuseTask and finishTask are of its tasks, grantExtension and refuseExtension of its extensions. closeEvent needs a passed check, giveFeedback that no task is open.',
  },
  {
    title: 'Task of a department (部门任务)', table: 'subgraphs/grid/src/events/transitions.ts', begin: 'dispatchEvent', first: FIRST_TASK_STATE, rows: toRows(TASK_TRANSITIONS),
    text: 'withdraw is no mutation: it happens to open tasks when their event is returned or ends.',
  },
  {
    title: 'Extension of a deadline (延期)', table: 'subgraphs/grid/src/events/transitions.ts', begin: 'requestExtension', first: FIRST_EXTENSION_STATE, rows: toRows(EXTENSION_TRANSITIONS),
    text: 'lapse is no mutation: it happens to a request when its event ends.',
  },
  {
    title: 'Dispute (矛盾纠纷)', table: 'subgraphs/grid/src/disputes/transitions.ts', begin: 'openDispute', first: FIRST_DISPUTE_STATE, rows: toRows(DISPUTE_TRANSITIONS),
    text: '登记受理 → 先行调解 → 风险研判 → 分类流转 → 案结事了; 跟踪督办 is superviseDispute.',
  },
  {
    title: 'Hidden risk (矛盾隐患、安全隐患)', table: 'subgraphs/grid/src/risks/transitions.ts', begin: 'reportHiddenRisk', first: FIRST_HIDDEN_RISK_STATE, rows: toRows(HIDDEN_RISK_TRANSITIONS),
    text: 'assignHiddenRisk once more hands it to another body, or sets another deadline.',
  },
  {
    title: 'Remediation of a key area (重点地区整治)', table: 'subgraphs/grid/src/remediations/transitions.ts', begin: 'openRemediation', first: 'OPEN', rows: toRows(REMEDIATION_TRANSITIONS),
    text: 'resumeRemediation sets another deadline.',
  },
];

function draw({ title, table, text, begin, first, rows }) {
  const states = [...new Set([first, ...rows.flatMap(({ from, to }) => [...from, ...(to ? [to] : [])])])];
  const labelOf = ({ action, when }) => (when ? `${action} (${when})` : action);
  const arrows = rows.filter(({ to }) => to).flatMap((row) => row.from.map((from) => `  ${from} --> ${row.to}: ${labelOf(row)}`));
  const ends = states.filter((state) => !rows.some(({ from }) => from.includes(state))).map((state) => `  ${state} --> [*]`);
  const staying = rows.filter(({ to }) => !to).map((row) => `- ${labelOf(row)}: ${row.from.join(', ')}`);
  return [
    `## ${title}`, '', `From \`${table}\`. ${text}`, '', '```mermaid', 'stateDiagram-v2', `  [*] --> ${first}: ${begin}`, ...arrows, ...ends, '```', '',
    ...(staying.length > 0 ? ['These leave the state as it is:', '', ...staying, ''] : []),
  ].join('\n');
}

const text = [
  '# Lifecycles', '',
  'What may become of a record, and by which mutation. Drawn by `node scripts/draw-lifecycles.js` from the tables that every change is held against: edit those, not this.', '',
  ...lifecycles.map(draw),
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('docs/lifecycles.md is stale. Build, run "node scripts/draw-lifecycles.js" and commit it.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
