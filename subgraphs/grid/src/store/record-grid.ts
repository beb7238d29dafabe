import { checkAreaPath, checkWhole, inputError, notFound, staleVersion } from '@sizhu/kit';
import type { Prisma } from '../__generated__/prisma/client.js';
import type { RecordGridInput, RecordPostsInput, RecordTerminalsInput, RecordWorkMapInput } from '../__generated__/resolvers.js';
import { checkMatter, checkPart } from '../input-checks.js';
import type { GridChangeTools, Tx } from './change.js';

export interface ChangedGrid {
  readonly id: string;
}

/** A division code and the number of the grid; how long each is differs from place to place. */
const CODE = /^[0-9][0-9Z]{6,20}$/;
const MAX = 1_000;

interface GridInput {
  readonly gridId: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

const changed = (id: string) => ({ __typename: 'GridChanged', id } as const);

/** Who changes a grid first lets the others wait. */
async function lockGrid(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT FROM grid WHERE id = ${id} FOR NO KEY UPDATE`;
  return tx.grid.findUnique({ where: { id } });
}

/** Grids (网格), their posts, terminals and work maps: counts and states, never who fills a post or where a terminal is. */
export function createGridRecorder({ change, now }: GridChangeTools) {
  const update = (operation: string, input: GridInput, data: Prisma.GridUpdateInput, then?: (tx: Tx, areaPath: string) => Promise<unknown>) =>
    change({ idempotencyKey: input.idempotencyKey, operation, input }, async (tx, announce) => {
      const grid = await lockGrid(tx, input.gridId);
      if (!grid) return notFound(input.gridId);
      if (grid.version !== input.expectedVersion) return staleVersion(grid.version);
      await tx.grid.update({ where: { id: grid.id }, data: { ...data, version: grid.version + 1, updatedAt: now() } });
      await then?.(tx, grid.areaPath);
      await announce({ topic: 'grid.changed', subject: grid.id, areaPath: grid.areaPath, payload: { gridId: grid.id, operation } });
      return changed(grid.id);
    });

  return {
    recordGrid: (input: RecordGridInput) => {
      const { idempotencyKey, code, areaPath, households, functions = [], expectedVersion } = input;
      if (!CODE.test(code)) throw inputError('code', `${JSON.stringify(code)} is no code of a grid: the division code and the grid's own digits, such as 210203001001001.`);
      checkAreaPath('areaPath', areaPath);
      checkWhole('households', households, [0, 1_000_000]);
      const id = `G${code}`;
      const data = { name: checkMatter('name', input.name, 60), areaPath, households: households ?? null, functions: [...new Set(functions)] };
      return change({ idempotencyKey, operation: 'recordGrid', input }, async (tx, announce) => {
        const at = now();
        const created = await tx.grid.createMany({
          data: expectedVersion == null ? [{ ...data, id, code, terminals: 0, terminalsActive: 0, provenance: 'REGISTERED', updatedAt: at }] : [], skipDuplicates: true,
        });
        if (created.count === 0) {
          const grid = await lockGrid(tx, id);
          if (!grid) return notFound(id);
          if (grid.version !== expectedVersion) return staleVersion(grid.version);
          await tx.grid.update({ where: { id }, data: { ...data, version: grid.version + 1, updatedAt: at } });
          // Posts count where their grid lies.
          if (grid.areaPath !== areaPath) await tx.gridPost.updateMany({ where: { gridId: id }, data: { areaPath } });
        }
        await announce({ topic: 'grid.changed', subject: id, areaPath, payload: { gridId: id, operation: 'recordGrid' } });
        return changed(id);
      });
    },

    recordPosts: (input: RecordPostsInput) => {
      const { posts } = input;
      if (new Set(posts.map(({ role }) => role)).size < posts.length || posts.length === 0) throw inputError('posts', 'must name at least one role, and each once.');
      posts.forEach((post, at) => {
        checkWhole(`posts[${at}].posts`, post.posts, [0, MAX]);
        checkPart(`posts[${at}].filled`, post.filled, { name: 'posts', value: post.posts });
      });
      return update('recordPosts', input, {}, async (tx, areaPath) => {
        for (const { role, ...counts } of posts) {
          await tx.gridPost.upsert({
            where: { gridId_role: { gridId: input.gridId, role } }, update: counts,
            create: { ...counts, role, gridId: input.gridId, areaPath, provenance: 'REGISTERED' },
          });
        }
      });
    },

    recordTerminals: (input: RecordTerminalsInput) => {
      const { total, active, faulty = 0 } = input;
      checkWhole('total', total, [0, MAX]);
      checkPart('active', active, { name: 'total', value: total });
      checkPart('faulty', faulty, { name: 'what active leaves of total', value: total - active });
      return update('recordTerminals', input, { terminals: total, terminalsActive: active, terminalsFaulty: faulty });
    },

    recordWorkMap: (input: RecordWorkMapInput) => {
      const title = input.title == null ? null : checkMatter('title', input.title, 60);
      return update('recordWorkMap', input, { workMapTitle: title, workMapPosted: title !== null && input.postedOnWall === true });
    },
  };
}
