import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ask as askHub } from '../tests/ask.js';
import { startCityServer, type CityServer } from '../tests/city-harness.js';
import { startHub, type Hub } from './start-hub.js';

jest.setTimeout(120_000);

let server: CityServer;
let hub: Hub;

beforeAll(async () => {
  server = await startCityServer();
  hub = await startHub({
    urls: await server.provide(), port: 0,
    sample: { anchorDate: '2026-11-24', events: 500, disputes: 50 }, upkeep: { intervalMs: 3_600_000 },
  });
});

afterAll(async () => {
  await hub?.stop();
  await server?.stop();
});

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await askHub(hub.url, query);
  expect(errors).toBeUndefined();
  return data;
}

const cityCenter = (fields: string) => `{ area(code: "2102") { center { ${fields} } } }`;
const center = (answer: object) => ({ area: { center: answer } });
const layouts = (layout: string) => `{ area(code: "2102") { ${['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'].map((level) =>
  `${level}: centers(level: ${level}, filter: { layout: ${layout} }, first: 1) { totalCount }`).join(' ')} } }`;
const counts = (figures: Record<string, number>) =>
  ({ area: Object.fromEntries(Object.entries(figures).map(([level, totalCount]) => [level, { totalCount }])) });

/** What the report of 8 January 2018 says, restated; what to ask; what the hub has to answer. */
const figures: readonly (readonly [statement: string, query: string, expected: unknown])[] = [
  ['市综治中心建设扩容，面积120平方米', cityCenter('floorAreaM2 construction { floorAreaM2 provenance }'),
    center({ floorAreaM2: 120, construction: [{ floorAreaM2: 120, provenance: 'REPORT' }] })],
  ['市综治中心设综合协调室、指挥调度室、治安防控室、网格管理室、综治理论研究室', cityCenter('rooms { type name provenance }'),
    center({ rooms: [
      ['COORDINATION', '综合协调室'], ['COMMAND_DISPATCH', '指挥调度室'], ['SECURITY_PREVENTION', '治安防控室'],
      ['GRID_MANAGEMENT', '网格管理室'], ['GOVERNANCE_RESEARCH', '综治理论研究室'],
    ].map(([type, name]) => ({ type, name, provenance: 'REPORT' })) })],
  ['市、街道（乡镇）、社区（村）综治中心（站）按一区五室设置', layouts('ONE_AREA_FIVE_ROOMS'), counts({ CITY: 1, DISTRICT: 0, STREET: 158, COMMUNITY: 1_387 })],
  ['区市县（先导区）综治中心按两区五室设置', layouts('TWO_AREAS_FIVE_ROOMS'), counts({ CITY: 0, DISTRICT: 13, STREET: 0, COMMUNITY: 0 })],
  ['综治中心的六个功能定位', cityCenter('functions'), center({ functions: [
    'HUB', 'GRID_SERVICE', 'VIDEO_SHARING', 'DISPUTE_RESOLUTION', 'INFORMATION_APPLICATION', 'SOCIAL_MOBILIZATION'] })],
  ['综合协调、矛盾纠纷排查化解、治安防控、便民服务联动四个工作机制', cityCenter('mechanisms'),
    center({ mechanisms: ['COORDINATION', 'DISPUTE_RESOLUTION', 'SECURITY_PREVENTION', 'SERVICE_LINKAGE'] })],
  ['市综治中心情报信息、研判预警、指挥调度、网格管理四位一体', cityCenter('capabilities'),
    center({ capabilities: ['SITUATION_INFO', 'ANALYSIS_WARNING', 'COMMAND_DISPATCH', 'GRID_MANAGEMENT'] })],
  ['按综治办+综治信息系统+N运行，中心主任由同级综治办负责人担任', cityCenter('operatingModel directorPost'),
    center({ operatingModel: 'OFFICE_SYSTEM_N', directorPost: '市综治办负责人' })],
  ['工作职责、工作制度、工作流程和流程图挂牌上墙，标识标牌统一', cityCenter('ruleDocuments { kind postedOnWall } signage { unified hung }'),
    center({
      ruleDocuments: ['DUTY', 'POLICY', 'PROCESS', 'FLOWCHART'].map((kind) => ({ kind, postedOnWall: true })),
      signage: { unified: true, hung: true },
    })],
  ['综治信息平台、网格化服务管理平台、公共安全视频监控共享平台、综治视联网平台', '{ platforms { kind name } }', { platforms: [
    { kind: 'GOVERNANCE_INFORMATION', name: '综治信息平台' }, { kind: 'GRID_SERVICE', name: '网格化服务管理平台' },
    { kind: 'VIDEO_SHARING', name: '公共安全视频监控共享平台' }, { kind: 'VIDEO_CONFERENCE', name: '综治视联网平台' }] }],
  ['西岗区、旅顺口区、普兰店区综治中心和沙河口区南沙街道综治中心为示范点', `{
    area(code: "2102") { centerSummary { demonstrationSites } }
    ${['210203', '210212', '210214', '210204009'].map((code) => `d${code}: area(code: "${code}") { name center { demonstration { provenance } } }`).join(' ')}
  }`, {
    area: { centerSummary: { demonstrationSites: 4 } },
    ...Object.fromEntries([['210203', '西岗区'], ['210212', '旅顺口区'], ['210214', '普兰店区'], ['210204009', '南沙河口街道']]
      .map(([code, name]) => [`d${code}`, { name, center: { demonstration: { provenance: 'REPORT' } } }])),
  }],
  ['西岗区综治中心当好指挥部、统战部、信息部，在中央综治办专题论坛作汇报', '{ area(code: "210203") { center { practices { slogan presentedAt } } } }',
    center({ practices: [{ slogan: '指挥部、统战部、信息部', presentedAt: '中央综治办专题论坛' }] })],
  ['建成综治中心13、158、1387个，覆盖率80%，视联网13、55、14个，数据1700万条，视频2.5万路；报告没有给出任何分母',
    '{ area(code: "2102") { reportedFigures { metric level value denominator unit qualifier } } }',
    { area: { reportedFigures: [
      ['CENTERS_BUILT', 'DISTRICT', 13, '个'], ['CENTERS_BUILT', 'STREET', 158, '个'], ['CENTERS_BUILT', 'COMMUNITY', 1_387, '个'],
      ['COVERAGE', null, 80, '%'],
      ['VIDEO_NET_NODES', 'DISTRICT', 13, '个'], ['VIDEO_NET_NODES', 'STREET', 55, '个'], ['VIDEO_NET_NODES', 'COMMUNITY', 14, '个'],
      ['BASE_DATA_RECORDS', null, 17_000_000, '条'], ['VIDEO_CHANNELS', null, 25_000, '路'],
    ].map(([metric, level, value, unit]) => ({ metric, level, value, denominator: null, unit, qualifier: 'EXACT' })) } }],
  ['旅顺口区15公里高清摄像头', '{ area(code: "210212") { segments { lengthKm provenance } reportedFigures { metric value unit } } }',
    { area: { segments: [{ lengthKm: 15, provenance: 'REPORT' }], reportedFigures: expect.arrayContaining([{ metric: 'COVERED_LENGTH', value: 15, unit: '公里' }]) } }],
  ['省综治委确定大连市为标准化建设试点地区', '{ area(code: "2102") { pilotProgrammes { title namedBy { name } } } }',
    { area: { pilotProgrammes: [{ title: '标准化建设试点地区', namedBy: { name: '省综治委' } }] } }],
  ['市委、市政府把四项重点建设列入重要议事日程和年度经济社会发展计划', '{ area(code: "2102") { commitments { body text } } }',
    { area: { commitments: [{ body: '市委', text: '把四项重点建设列入重要议事日程' }, { body: '市政府', text: '把四项重点建设列入年度经济社会发展计划' }] } }],
];

it.each(figures)('%s', async (_statement, query, expected) => {
  expect(await ask(query)).toEqual(expected);
});

it('大连市综治办2018年1月8日就摸底调查向省综治办报告', async () => {
  const { reports } = await ask('{ reports(first: 1) { edges { node { reportedOn author { name } recipient { name } surveyRound { title } } } } }') as { reports: Node<unknown> };
  expect(reports.edges[0]?.node).toEqual({ reportedOn: '2018-01-08', author: { name: '市综治办' }, recipient: { name: '省综治办' }, surveyRound: { title: '四项重点建设摸底调查' } });
});

it('市综治中心工作人员6名，由综治办选派、大学生服务计划选调、技术公司调配', async () => {
  const { area } = await ask(cityCenter('staffing { source headcount }')) as { area: { center: { staffing: { source: string; headcount: number }[] } } };
  expect(area.center.staffing.map(({ source }) => source)).toEqual(['SECONDED', 'GRADUATE_PROGRAMME', 'VENDOR']);
  expect(area.center.staffing.reduce((sum, { headcount }) => sum + headcount, 0)).toBe(6);
});

interface Node<T> { readonly edges: readonly { readonly node: T }[] }

it('全市13个区市县（先导区）：10个法定区划和3个先导区，各有综治中心，综治视联网全部开通', async () => {
  const { areas } = await ask('{ areas(level: DISTRICT) { kind center { status videoNetNode { level } } } }') as
    { areas: { kind: string; center: { status: string; videoNetNode: { level: string } | null } }[] };
  expect(areas.map(({ kind }) => kind).sort()).toEqual([...Array(3).fill('PILOT_ZONE'), ...Array(10).fill('STATUTORY')]);
  expect(areas.map(({ center: { videoNetNode } }) => videoNetNode)).toEqual(Array(13).fill({ level: 'DISTRICT' }));
});

it('每个建成的综治中心对四个平台各有一条接入记录', async () => {
  const { area } = await ask(`{ area(code: "2102") {
    centerSummary { built } connectionSummary { byPlatform { platform full partial none } } center { connections { platform { kind } } }
  } }`) as { area: {
    centerSummary: { built: number };
    connectionSummary: { byPlatform: { platform: string; full: number; partial: number; none: number }[] };
    center: { connections: { platform: { kind: string } }[] };
  } };
  const kinds = ['GOVERNANCE_INFORMATION', 'GRID_SERVICE', 'VIDEO_SHARING', 'VIDEO_CONFERENCE'];
  expect(area.centerSummary.built).toBe(1 + 13 + 158 + 1_387);
  expect(area.center.connections.map(({ platform }) => platform.kind)).toEqual(kinds);
  expect(area.connectionSummary.byPlatform.map(({ platform, full, partial, none }) => [platform, full + partial + none]))
    .toEqual(kinds.map((kind) => [kind, 1_559]));
});

it('基层综治中心工作人员由政府购买服务，社区（村）设站', async () => {
  const { area } = await ask(`{ area(code: "2102") { centers(level: COMMUNITY, filter: { status: [BUILT, OPERATING] }, first: 200) {
    edges { node { kind staffing { source } } }
  } } }`) as { area: { centers: Node<{ kind: string; staffing: { source: string }[] }> } };
  const nodes = area.centers.edges.map(({ node }) => node);
  expect(nodes).toEqual(Array(200).fill({ kind: 'STATION', staffing: [{ source: 'PURCHASED_SERVICE' }] }));
});

it('整合公共视频资源和公安视频资源2.5万路：公安视频资源只有数量，没有记录', async () => {
  const { area } = await ask(`{ area(code: "2102") {
    channelSummary { registered byResourceClass { resourceClass registered } } channels(first: 200) { totalCount edges { node { resourceClass } } }
  } }`) as { area: {
    channelSummary: { registered: number; byResourceClass: { resourceClass: string; registered: number }[] };
    channels: Node<{ resourceClass: string }> & { totalCount: number };
  } };
  const { PUBLIC = 0, POLICE = 0 } = Object.fromEntries(area.channelSummary.byResourceClass.map((one) => [one.resourceClass, one.registered]));
  expect(PUBLIC + POLICE).toBe(25_000);
  expect(area.channelSummary.registered).toBe(25_000);
  expect(POLICE).toBeGreaterThan(0);
  expect(area.channels.totalCount).toBe(PUBLIC);
  expect(new Set(area.channels.edges.map(({ node }) => node.resourceClass))).toEqual(new Set(['PUBLIC']));
});

it('沙河口区李家街道一格多用', async () => {
  const { area } = await ask('{ area(code: "210204011") { name grids(first: 200) { edges { node { functions } } } } }') as
    { area: { name: string; grids: Node<{ functions: string[] }> } };
  expect(area.name).toBe('李家街道');
  expect(area.grids.edges.length).toBeGreaterThan(3);
  expect(area.grids.edges.every(({ node }) => node.functions.length > 1)).toBe(true);
});
