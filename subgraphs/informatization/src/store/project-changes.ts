import { checkPastDay, checkYuan, illegalTransition, inputError, notFound, staleVersion } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { PlanInfrastructureProjectInput, ProjectPhase, RecordProjectSpendingInput } from '../__generated__/resolvers.js';
import type { Prisma } from '../__generated__/prisma/client.js';
import { toDate } from '../calendar.js';
import { checkProject } from '../projects/check-project.js';
import { FIRST_PHASE, listProjectActions, PROJECT_TRANSITIONS, type ProjectAction, type ProjectMove } from '../projects/transitions.js';
import type { InformatizationChangeTools, Tx } from './changes.js';

export interface ChangedProject {
  readonly __typename: 'InfrastructureProjectChanged';
  readonly id: string;
}

export interface MoveProjectInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
  readonly on: string;
}

interface LockedProject {
  readonly phase: ProjectPhase;
  readonly version: number;
  readonly areaPath: string;
  /** The day on which it entered its phase; null where that was entered by another system. */
  readonly since: string | null;
}

interface Step<Input> {
  readonly action: ProjectAction;
  readonly input: Input;
  readonly to: ProjectPhase | null;
  readonly data: (project: LockedProject) => Prisma.InfrastructureProjectUpdateInput;
}

const changed = (id: string): ChangedProject => ({ __typename: 'InfrastructureProjectChanged', id });

const centerOutsideArea = (centerId: string) => ({
  __typename: 'CenterOutsideArea', centerId,
  message: `The center ${centerId} does not lie in the area of the project.`,
  messageZh: `综治中心 ${centerId} 不在项目区域内。`,
} as const);

/** 信息化基础设施建设: a project from its plan to its operation. */
export function createProjectChanges({ change, now }: InformatizationChangeTools) {
  const step = <Input extends Omit<MoveProjectInput, 'on'>>({ action, input, to, data }: Step<Input>) =>
    change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      const project = await lockProject(tx, input.id);
      if (!project) return notFound(input.id);
      const open = listProjectActions(project.phase);
      if (!open.includes(action)) return illegalTransition(project.phase, open);
      if (project.version !== input.expectedVersion) return staleVersion(project.version);
      const version = project.version + 1;
      const phase = to ?? project.phase;
      await tx.infrastructureProject.update({ where: { id: input.id }, data: { ...data(project), phase, version } });
      await announce({ topic: 'project.changed', subject: input.id, areaPath: project.areaPath, payload: { id: input.id, action, phase, version } });
      return changed(input.id);
    });

  const mover = (action: ProjectMove) => async (input: MoveProjectInput) => {
    const { to, day } = PROJECT_TRANSITIONS[action];
    const on = checkPastDay('on', input.on, now());
    return step({ action, input, to, data: ({ since, phase }) => {
      if (since !== null && on < since) throw inputError('on', `must not be before ${since}, the day on which it became ${phase}.`);
      return { [day]: toDate(on) };
    } });
  };

  return {
    planInfrastructureProject: async (input: PlanInfrastructureProjectInput) => {
      const { paths, centerIds, planned, ...project } = checkProject(input);
      return change({ idempotencyKey: input.idempotencyKey, operation: 'planInfrastructureProject', input }, async (tx, announce) => {
        const strange = await findStrangeCenter(tx, centerIds, project.areaPath);
        if (strange) return strange;
        const id = randomUUID();
        await tx.infrastructureProject.create({
          data: { ...project, id, phase: FIRST_PHASE, plannedStart: toDate(planned.from), plannedEnd: toDate(planned.to), provenance: 'REGISTERED' },
        });
        await tx.infrastructureProjectArea.createMany({ data: paths.map((areaPath) => ({ projectId: id, areaPath })) });
        await tx.infrastructureProjectCenter.createMany({ data: centerIds.map((centerId) => ({ projectId: id, centerId })) });
        await announce({
          topic: 'project.changed', subject: id, areaPath: project.areaPath,
          payload: { id, action: 'planInfrastructureProject', phase: FIRST_PHASE, version: 1 },
        });
        return changed(id);
      });
    },

    recordProjectSpending: async (input: RecordProjectSpendingInput) => {
      const spentYuan = checkYuan('spentYuan', input.spentYuan);
      return step({ action: 'recordProjectSpending', input, to: null, data: () => ({ spentYuan }) });
    },

    approveInfrastructureProject: mover('approveInfrastructureProject'),
    startInfrastructureProject: mover('startInfrastructureProject'),
    acceptInfrastructureProject: mover('acceptInfrastructureProject'),
    commissionInfrastructureProject: mover('commissionInfrastructureProject'),
    cancelInfrastructureProject: mover('cancelInfrastructureProject'),
  };
}

async function lockProject(tx: Tx, id: string): Promise<LockedProject | undefined> {
  const [project] = await tx.$queryRaw<LockedProject[]>`
    SELECT phase::text, version, area_path AS "areaPath",
           greatest(approved_on, started_on, accepted_on, operating_since, cancelled_on)::text AS since
    FROM infrastructure_project WHERE id = ${id} FOR NO KEY UPDATE`;
  return project;
}

/** The first center that is not known, or lies elsewhere; null when all are right. */
async function findStrangeCenter(tx: Tx, centerIds: readonly string[], areaPath: string) {
  const known = await tx.connectedCenter.findMany({ where: { centerId: { in: [...centerIds] } }, select: { centerId: true, areaPath: true } });
  const paths = new Map(known.map((center) => [center.centerId, center.areaPath]));
  const strange = centerIds.find((id) => !`${paths.get(id) ?? ''}/`.startsWith(`${areaPath}/`));
  if (strange === undefined) return null;
  return paths.has(strange) ? centerOutsideArea(strange) : notFound(strange);
}
