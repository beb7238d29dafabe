/**
 * Draws the lifecycles of records into docs/lifecycles.md, from the tables that the changes are held against.
 *
 *     node scripts/draw-lifecycles.js           writes it; after a build
 *     node scripts/draw-lifecycles.js --check   fails when the committed file is stale
 */
import {
  ACTIVITY_TRANSITIONS, ASSESSMENT_TRANSITIONS, CENTER_TRANSITIONS, FIRST_ACTIVITY_STATE, FIRST_INSPECTION_STATE, FIRST_SURVEY_STATE, FINDING_TRANSITIONS, INSPECTION_TRANSITIONS,
  SURVEY_TRANSITIONS,
} from '@sizhu/centers';
import {
  DISPUTE_TRANSITIONS, EVENT_TRANSITIONS, EXTENSION_TRANSITIONS, FIRST_DISPUTE_STATE, FIRST_EXTENSION_STATE, FIRST_HIDDEN_RISK_STATE, FIRST_STATE, FIRST_TASK_STATE,
  HIDDEN_RISK_TRANSITIONS, REMEDIATION_TRANSITIONS, TASK_TRANSITIONS,
} from '@sizhu/grid';
import { FIRST_PHASE, FIRST_SITUATION_STATE, PROJECT_TRANSITIONS, SITUATION_TRANSITIONS } from '@sizhu/informatization';
import {
  CHANNEL_TRANSITIONS, FIRST_PATROL_STATE, FIRST_REGISTRY_STATE, FIRST_TICKET_STATE, FIRST_XUELIANG_STATE, KEY_PLACE_TRANSITIONS, PATROL_TRANSITIONS, SEGMENT_TRANSITIONS,
  TICKET_TRANSITIONS, XUELIANG_TRANSITIONS,
} from '@sizhu/video';
import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../docs/lifecycles.md', import.meta.url);

/** A table by action has one end for each. */
const toRows = (byAction) => Object.entries(byAction).map(([action, { from, to }]) => ({ action, from: [from].flat(), to }));

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
  {
    title: 'Center (综治中心)', table: 'subgraphs/centers/src/center-transitions.ts', begin: 'planCenter', first: 'PLANNED', rows: CENTER_TRANSITIONS,
    text: 'A center that has closed may be planned anew. moveCenter gives it another area; mergeCenter names the center that takes its work over.',
  },
  {
    title: 'Finding of an inspection or assessment (发现问题)', table: 'subgraphs/centers/src/findings/transitions.ts', begin: 'carryOutInspection, assessCenter', first: 'OPEN',
    rows: toRows(FINDING_TRANSITIONS), text: 'Who made a correction does not verify it. Whether one that is open is late is the clock\'s to say, and no state.',
  },
  {
    title: 'Inspection (督导检查)', table: 'subgraphs/centers/src/inspections/transitions.ts', begin: 'planInspection', first: FIRST_INSPECTION_STATE, rows: toRows(INSPECTION_TRANSITIONS),
    text: 'carryOutInspection brings the findings.',
  },
  {
    title: 'Work activity (推进会、培训、调研)', table: 'subgraphs/centers/src/activities/transitions.ts', begin: 'planActivity', first: FIRST_ACTIVITY_STATE, rows: toRows(ACTIVITY_TRANSITIONS),
    text: 'Attendance is a count.',
  },
  {
    title: 'Yearly assessment of an area (年度考评)', table: 'subgraphs/centers/src/assessment/transitions.ts', begin: 'recordAssessmentFigures', first: 'DRAFT',
    rows: toRows(ASSESSMENT_TRANSITIONS), text: 'Points follow from the figures and are kept nowhere.',
  },
  {
    title: 'Survey round (摸底调查)', table: 'subgraphs/centers/src/survey/transitions.ts', begin: 'openSurveyRound', first: FIRST_SURVEY_STATE, rows: toRows(SURVEY_TRANSITIONS),
    text: 'explainDifference is of its figures, and open in either state.',
  },
  {
    title: 'Situation report (情报信息)', table: 'subgraphs/informatization/src/situation/transitions.ts', begin: 'draftSituationReport', first: FIRST_SITUATION_STATE,
    rows: toRows(SITUATION_TRANSITIONS), text: 'Only the recipient receives and answers.',
  },
  {
    title: 'Infrastructure project (信息化基础设施建设)', table: 'subgraphs/informatization/src/projects/transitions.ts', begin: 'planInfrastructureProject', first: FIRST_PHASE,
    rows: toRows(PROJECT_TRANSITIONS), text: 'recordProjectSpending is open from the approval on.',
  },
  {
    title: 'Viewing ticket (视频调阅单)', table: 'subgraphs/video/src/tickets/transitions.ts', begin: 'requestViewingTicket', first: FIRST_TICKET_STATE, rows: toRows(TICKET_TRANSITIONS),
    text: 'expire is no mutation: it happens when the window is over, to an open ticket a day later. Another post decides than the one that requested; openViewingTicket is open within the window only.',
  },
  {
    title: 'Video patrol (视频巡逻)', table: 'subgraphs/video/src/patrols/transitions.ts', begin: 'planPatrol', first: FIRST_PATROL_STATE, rows: toRows(PATROL_TRANSITIONS),
    text: 'finishPatrol needs that all checkpoints are visited. linkFinding is of its findings, and open in every state.',
  },
  {
    title: 'Xueliang project (雪亮工程)', table: 'subgraphs/video/src/xueliang/transitions.ts', begin: 'planXueliangProject', first: FIRST_XUELIANG_STATE, rows: toRows(XUELIANG_TRANSITIONS),
    text: 'acceptXueliangProject takes no more channels than are built.',
  },
  {
    title: 'Channel (视频通道)', table: 'subgraphs/video/src/registry/transitions.ts', begin: 'registerChannel', first: FIRST_REGISTRY_STATE, rows: toRows(CHANNEL_TRANSITIONS),
    text: 'Built, networked and shared are facts of a channel in use, each of which needs the one before. Its health is observed: what was seen online and is seen no more becomes STALE.',
  },
  {
    title: 'Key place (重点部位)', table: 'subgraphs/video/src/registry/transitions.ts', begin: 'registerKeyPlace', first: FIRST_REGISTRY_STATE, rows: toRows(KEY_PLACE_TRANSITIONS),
    text: 'retireKeyPlace needs that no channel stands there.',
  },
  {
    title: 'Segment (覆盖路段)', table: 'subgraphs/video/src/registry/transitions.ts', begin: 'recordSegment', first: FIRST_REGISTRY_STATE, rows: toRows(SEGMENT_TRANSITIONS),
    text: 'What is retired is counted no more.',
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
