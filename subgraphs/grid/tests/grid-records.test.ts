import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from '../../informatization/tests/once.js';
import { CODES } from './code-rows.js';
import { newKey, NOW, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());
beforeEach(() => {
  grid.setClock(NOW);
  return grid.fill(CODES);
});

const GRID = '... on GridChanged { grid { id code name version households functions updatedAt posts { role posts filled vacant } terminals { total active faulty idle } workMap { title postedOnWall } } }';
const ID = 'G210203001001001';
const wish = (more: object = {}) => ({
  idempotencyKey: newKey(), code: '210203001001001', name: '春和第一网格', areaPath: '2102/210203/210203001', households: 320,
  functions: ['FIRE_SAFETY', 'PUBLIC_SECURITY'], ...more,
});
const record = (more: object = {}) => grid.change('recordGrid', wish(more), GRID);
const own: Readonly<Record<string, object>> = {
  recordPosts: { posts: [{ role: 'CHIEF', posts: 1, filled: 1 }, { role: 'WORKER', posts: 3, filled: 2 }] },
  recordTerminals: { total: 4, active: 2, faulty: 1 }, recordWorkMap: { title: '网格化服务管理工作图', postedOnWall: true },
};
const inputOf = (mutation: string, expectedVersion: number, more: object = {}) =>
  ({ idempotencyKey: newKey(), gridId: ID, expectedVersion, ...own[mutation], ...more });
const change = (mutation: string, version: number, more: object = {}) => grid.change(mutation, inputOf(mutation, version, more), GRID);
const summaryOf = async (path: string) =>
  (await grid.askArea(path, 'gridSummary { grids households posts vacant terminals { total active faulty idle } }')).gridSummary;

describe('a grid', () => {
  it('is entered with its posts, its terminals and its work map', async () => {
    expect((await record()).grid).toMatchObject({ id: ID, version: 1, households: 320, posts: [], workMap: null, updatedAt: NOW.toISOString() });
    await change('recordPosts', 1);
    await change('recordTerminals', 2);
    expect((await change('recordWorkMap', 3)).grid).toMatchObject({
      version: 4, functions: ['FIRE_SAFETY', 'PUBLIC_SECURITY'], terminals: { total: 4, active: 2, faulty: 1, idle: 1 }, workMap: { title: '网格化服务管理工作图', postedOnWall: true },
      posts: [{ role: 'CHIEF', posts: 1, filled: 1, vacant: 0 }, { role: 'WORKER', posts: 3, filled: 2, vacant: 1 }],
    });
    expect((await grid.rows('SELECT topic FROM outbox_event')).map(({ topic }) => topic)).toEqual(['grid.changed', 'grid.changed', 'grid.changed', 'grid.changed']);
  });

  it('that moves takes its figures along', async () => {
    await record();
    await change('recordPosts', 1);
    await change('recordTerminals', 2);
    const figures = { grids: 1, households: 320, posts: 4, vacant: 1, terminals: { total: 4, active: 2, faulty: 1, idle: 1 } };
    const none = { grids: 0, households: 0, posts: 0, vacant: 0, terminals: { total: 0, active: 0, faulty: 0, idle: 0 } };
    expect(await summaryOf('2102/210203')).toEqual(figures);
    expect((await record({ expectedVersion: 3, areaPath: '2102/210202', households: null })).grid).toMatchObject({ version: 4, households: null });
    expect(await summaryOf('2102/210203')).toEqual(none);
    expect(await summaryOf('2102/210202')).toEqual({ ...figures, households: 0 });
    expect(await grid.differences()).toBe(0);
    expect(await summaryOf('2102')).toEqual({ ...figures, households: 0 });
  });

  it.each(['recordGrid', 'recordPosts', 'recordTerminals', 'recordWorkMap'])('by %s is changed by the first of several alone', async (mutation) => {
    await record();
    const send = () => (mutation === 'recordGrid' ? record({ expectedVersion: 1, name: '新名' }) : change(mutation, 1));
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['GridChanged', 'StaleVersion', 'StaleVersion']);
  });

  it('that is there is not entered anew, and one that is not is not changed', async () => {
    const answers = await Promise.all([record(), record()]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['GridChanged', 'StaleVersion']);
    expect(await record({ code: '210203001001002', expectedVersion: 1 })).toMatchObject({ __typename: 'NotFound', id: 'G210203001001002' });
    expect(await change('recordPosts', 1, { gridId: 'none' })).toMatchObject({ __typename: 'NotFound', id: 'none' });
  });

  it.each([
    ['code', { code: '春和' }], ['name', { name: '王某，电话13800138000' }], ['areaPath', { areaPath: 'x' }], ['households', { households: -1 }],
  ])('is not entered with a wrong %s', async (argument, more) => {
    expect(await grid.findInputError('recordGrid', wish(more))).toMatchObject({ argument });
  });

  it.each([
    ['recordPosts', 'posts', { posts: [] }], ['recordPosts', 'posts', { posts: [1, 2].map(() => ({ role: 'CHIEF', posts: 1, filled: 0 })) }],
    ['recordPosts', 'posts[0].filled', { posts: [{ role: 'CHIEF', posts: 1, filled: 2 }] }], ['recordTerminals', 'active', { active: 5 }],
    ['recordTerminals', 'faulty', { faulty: 3 }], ['recordTerminals', 'total', { total: -1 }], ['recordWorkMap', 'title', { title: '' }],
  ])('%s names %s that is wrong', async (mutation, argument, more) => {
    await record();
    expect(await grid.findInputError(mutation, inputOf(mutation, 1, more))).toMatchObject({ argument });
  });

  itHappensOnce({ pillar: () => grid, mutation: 'recordGrid', fields: GRID, input: wish(), other: { name: '另一网格' }, topic: 'grid.changed' });
});
