/** Four small pillars with made-up data: enough for a small answer and for a large one across all of them. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires"])\n';

export const SCHEMAS = {
  centers: `${LINK} type Query { area(code: ID!): Area  centers(first: Int!, from: Int!): [Center!]! }
    type Area @key(fields: "code") { code: ID!  name: String!  path: String!  parent: Area  children: [Area!]! }
    type Center @key(fields: "id") { id: ID!  name: String!  level: String!  address: String  floorAreaM2: Float  openedOn: String  functions: [String!]!  area: Area! }`,
  informatization: `${LINK} type Area @key(fields: "code") { code: ID!  connections: Connections  datasets: [Dataset!] }
    type Connections { full: Int!  partial: Int!  none: Int! } type Dataset { name: String!  records: Int!  updatedOn: String }
    type Center @key(fields: "id") { id: ID!  systems: [System!] } type System { name: String!  vendor: String  isOnline: Boolean! }`,
  grid: `${LINK} type Area @key(fields: "code") { code: ID!  path: String! @external  grids: Int  events(first: Int!): [Event!]  summary: String @requires(fields: "path") }
    type Event @key(fields: "id") { id: ID!  title: String!  state: String!  reportedAt: String!  center: Center }
    type Center @key(fields: "id", resolvable: false) { id: ID! }`,
  video: `${LINK} type Area @key(fields: "code") { code: ID!  channels: Channels } type Channels { registered: Int!  online: Int!  ratio: Float }
    type Center @key(fields: "id") { id: ID!  rooms: [Room!] } type Room { name: String!  seats: Int  isReady: Boolean! }
    type Event @key(fields: "id") { id: ID!  snapshots: Int }`,
};

const areaOf = (code) => ({ code, name: `西岗区第${code}社区`, path: `2102/${code}`, parentCode: '2102' });
const number = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7);
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const centerOf = (id) => {
  const n = number(id);
  return {
    id, name: `第${n}综治中心`, level: n % 2 ? 'STREET' : 'COMMUNITY', address: `大连市西岗区长江路${n}号`, floorAreaM2: n / 4, openedOn: `20${10 + (n % 10)}-05-01`,
    functions: ['矛盾纠纷调处', '治安防控', '特殊人群服务'].slice(0, 1 + (n % 3)), areaCode: `2102${String(n % 12).padStart(2, '0')}`,
  };
};
const area = { parent: ({ parentCode }) => (parentCode ? { ...areaOf(parentCode), parentCode: null } : null), children: ({ code }) => many(8, (n) => areaOf(`${code}0${n}`)) };
const byKey = (make) => ({ __resolveReference: make });

export const RESOLVERS = {
  centers: {
    Query: { area: (_, { code }) => areaOf(code), centers: (_, { first, from }) => many(first, (n) => centerOf(`c${from + n}`)) },
    Area: { ...byKey(({ code }) => areaOf(code)), ...area }, Center: { ...byKey(({ id }) => centerOf(id)), area: ({ areaCode }) => areaOf(areaCode) },
  },
  informatization: {
    Area: byKey(({ code }) => ({ code, connections: { full: number(code), partial: 3, none: 1 }, datasets: many(3, (n) => ({ name: `实有人口（仅计数）${n}`, records: number(code) * n, updatedOn: '2026-11-01' })) })),
    Center: byKey(({ id }) => ({ id, systems: many(4, (n) => ({ name: `综治信息系统${n}`, vendor: n ? `供应商${n}` : null, isOnline: n % 2 === 0 })) })),
  },
  grid: {
    Area: { ...byKey(({ code, path }) => ({ code, path, grids: number(code) })), events: ({ code }, { first }) => many(first, (n) => ({
      id: `${code}-${n}`, title: `占道经营第${n}起`, state: n % 2 ? 'CLOSED' : 'OPEN', reportedAt: '2026-11-20T08:00:00.000Z', center: { id: `c${n}` } })), summary: ({ path }) => `网格 ${path}` },
  },
  video: {
    Area: byKey(({ code }) => ({ code, channels: { registered: number(code), online: 90, ratio: 0.9 } })),
    Center: byKey(({ id }) => ({ id, rooms: many(3, (n) => ({ name: `会议室${n}`, seats: n ? n * 12 : null, isReady: n > 0 })) })),
    Event: byKey(({ id }) => ({ id, snapshots: number(id) % 5 })),
  },
};

/** Each with the variables of its turn: nobody asks for the same at the same time, which some gateways would answer together. */
export const OPERATIONS = {
  small: {
    query: `query Small($code: ID!) { area(code: $code) { name parent { name } grids summary channels { registered online ratio } connections { full partial none }
      datasets { name records updatedOn } children { code name } } }`,
    variables: (turn) => ({ code: String(210_200 + turn) }),
  },
  'cross-pillar': {
    query: `query CrossPillar($first: Int!, $from: Int!, $code: ID!) {
      centers(first: $first, from: $from) { id name level address floorAreaM2 openedOn functions systems { name vendor isOnline } rooms { name seats isReady }
        area { code name grids channels { registered online ratio } connections { full partial none } } }
      area(code: $code) { name children { code name grids summary datasets { name records updatedOn }
        events(first: 4) { id title state reportedAt snapshots center { name area { name } } } } } }`,
    variables: (turn) => ({ first: 56, from: 100 * turn, code: String(210_200 + turn) }),
  },
};
