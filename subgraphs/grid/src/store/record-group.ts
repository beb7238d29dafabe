import { checkAreaPath, checkText, checkWhole, inputError, notFound, staleVersion } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { RecordGridMechanismInput, RecordVolunteerGroupInput } from '../__generated__/resolvers.js';
import { checkMatter } from '../input-checks.js';
import type { GridChangeTools } from './change.js';

export interface ChangedRecord {
  readonly id: string;
}

const MAX_ITEMS = 20;

/** 社会力量 and 机制: entered without an id, changed with it and the version that was read. */
export const createGroupRecorder = ({ change }: GridChangeTools) => ({
  recordVolunteerGroup: (input: RecordVolunteerGroupInput) => {
    const { idempotencyKey, areaPath, members, expectedVersion } = input;
    checkAreaPath('areaPath', areaPath);
    checkWhole('members', members, [0, 1_000_000]);
    const facts = { name: checkMatter('name', input.name, 60), areaPath, members };
    return change({ idempotencyKey, operation: 'recordVolunteerGroup', input }, async (tx, announce) => {
      const id = input.id ?? randomUUID();
      if (input.id == null) await tx.volunteerGroup.create({ data: { ...facts, id, provenance: 'REGISTERED' } });
      else {
        await tx.$queryRaw`SELECT FROM volunteer_group WHERE id = ${id} FOR NO KEY UPDATE`;
        const group = await tx.volunteerGroup.findUnique({ where: { id } });
        if (!group) return notFound(id);
        if (group.version !== expectedVersion) return staleVersion(group.version);
        await tx.volunteerGroup.update({ where: { id }, data: { ...facts, version: group.version + 1 } });
      }
      await announce({ topic: 'volunteers.recorded', subject: id, areaPath, payload: { id, members } });
      return { __typename: 'VolunteerGroupRecorded', id } as const;
    });
  },

  recordGridMechanism: (input: RecordGridMechanismInput) => {
    const { idempotencyKey, areaPath, items, expectedVersion } = input;
    checkAreaPath('areaPath', areaPath);
    if (items.length > MAX_ITEMS) throw inputError('items', `has ${items.length} items; send ${MAX_ITEMS} at most.`);
    const facts = { name: checkText('name', input.name, 60), areaPath, items: items.map((item, at) => checkMatter(`items[${at}]`, item, 100)) };
    return change({ idempotencyKey, operation: 'recordGridMechanism', input }, async (tx, announce) => {
      const id = input.id ?? randomUUID();
      if (input.id == null) await tx.gridMechanism.create({ data: { ...facts, id, provenance: 'REGISTERED' } });
      else {
        await tx.$queryRaw`SELECT FROM grid_mechanism WHERE id = ${id} FOR NO KEY UPDATE`;
        const mechanism = await tx.gridMechanism.findUnique({ where: { id } });
        if (!mechanism) return notFound(id);
        if (mechanism.version !== expectedVersion) return staleVersion(mechanism.version);
        await tx.gridMechanism.update({ where: { id }, data: { ...facts, version: mechanism.version + 1 } });
      }
      await announce({ topic: 'mechanism.recorded', subject: id, areaPath, payload: { id, items: items.length } });
      return { __typename: 'GridMechanismRecorded', id } as const;
    });
  },
});
