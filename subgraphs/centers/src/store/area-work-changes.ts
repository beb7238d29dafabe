import { checkImpersonalText, checkWhole, notFound, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { AssignResponsibilityInput, NamePilotAreaInput, RecordCommitmentInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools, Tx } from './change.js';
import { findAreaPath, refuseUnknownBody } from './lock-records.js';

export interface ChangedAreaWork {
  readonly areaCode: string;
}

interface AreaInput {
  readonly idempotencyKey: string;
  readonly areaCode: string;
}

/** Who answers for what in an area, what it has undertaken, and what it pilots. */
export function createAreaWorkChanges({ change }: CentersChangeTools) {
  const record = (operation: string, input: AreaInput, work: { readonly organizationId?: string; readonly write: (tx: Tx) => Promise<unknown> }) =>
    change({ idempotencyKey: input.idempotencyKey, operation, input }, async (tx, announce: Announce) => {
      const { areaCode } = input;
      const areaPath = await findAreaPath(tx, areaCode);
      if (areaPath === null) return notFound(areaCode);
      const unknown = work.organizationId === undefined ? null : await refuseUnknownBody(tx, work.organizationId);
      if (unknown) return unknown;
      await work.write(tx);
      await announce({ topic: 'area.workChanged', subject: areaCode, areaPath, payload: { areaCode, operation } });
      return { __typename: 'AreaWorkChanged', areaCode } as const;
    });

  return {
    assignResponsibility: (input: AssignResponsibilityInput) => {
      const { areaCode, pillar, organizationId, role } = input;
      const key = { areaCode, pillar, organizationId };
      return record('assignResponsibility', input, {
        organizationId,
        write: (tx) => tx.responsibility.upsert({ where: { areaCode_pillar_organizationId: key }, update: { role }, create: { ...key, role, provenance: 'REGISTERED' } }),
      });
    },

    recordCommitment: (input: RecordCommitmentInput) => {
      const { areaCode, year } = input;
      checkWhole('year', year, [2_000, 2_100]);
      const [body, text] = [checkImpersonalText('body', input.body, 60), checkImpersonalText('text', input.text, 300)];
      return record('recordCommitment', input, {
        write: (tx) => tx.areaCommitment.create({ data: { id: randomUUID(), areaCode, body, text, year, provenance: 'REGISTERED' } }),
      });
    },

    namePilotArea: (input: NamePilotAreaInput) => {
      const { areaCode, namedById } = input;
      const title = checkImpersonalText('title', input.title, 100);
      return record('namePilotArea', input, {
        organizationId: namedById, write: (tx) => tx.pilotProgramme.create({ data: { id: randomUUID(), areaCode, title, namedById, provenance: 'REGISTERED' } }),
      });
    },
  };
}
