import { checkImpersonalText, checkPastDay, checkWhole, checkYuan, illegalTransition, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  AcceptXueliangProjectInput, ApproveXueliangProjectInput, CancelXueliangProjectInput, CommissionXueliangProjectInput, PlanXueliangProjectInput,
  RecordXueliangProgressInput, RecordXueliangSpendingInput, StartXueliangProjectInput,
} from '../__generated__/resolvers.js';
import type { Prisma, XueliangProject } from '../__generated__/prisma/client.js';
import { checkXueliangProject, MAX_CHANNELS } from '../xueliang/check-project.js';
import { DAY_OF, FIRST_XUELIANG_STATE, listXueliangActions, XUELIANG_TRANSITIONS, type XueliangAction, type XueliangMove } from '../xueliang/transitions.js';
import type { VideoChangeTools } from './change.js';

const changed = (id: string) => ({ __typename: 'XueliangProjectChanged', id } as const);

const moreThanBuilt = (builtChannels: number) => ({
  __typename: 'MoreThanBuilt', builtChannels,
  message: `${builtChannels} channels are built: no more can be accepted.`,
  messageZh: `已建成 ${builtChannels} 路：验收数不得超过建成数。`,
} as const);

interface StepInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

type Data = Prisma.XueliangProjectUpdateInput;

/** The day on which a project came to its state; the first of its days where nobody has told. */
const sinceOf = ({ approvedOn, startedOn, acceptedOn, operatingSince }: XueliangProject): Date | null => operatingSince ?? acceptedOn ?? startedOn ?? approvedOn;

/** 雪亮工程: a construction project from its plan to its operation. */
export function createXueliangChanges({ change, now }: VideoChangeTools) {
  function step<Refused extends object = never>(
    action: XueliangAction, input: StepInput, work: (project: XueliangProject) => { readonly data: Data } | { readonly refusal: Refused },
  ) {
    const { from, to } = XUELIANG_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM xueliang_project WHERE id = ${input.id} FOR NO KEY UPDATE`;
      const project = await tx.xueliangProject.findUnique({ where: { id: input.id } });
      if (!project) return notFound(input.id);
      if (!from.includes(project.state)) return illegalTransition(project.state, listXueliangActions(project.state));
      if (project.version !== input.expectedVersion) return staleVersion(project.version);
      const result = work(project);
      if ('refusal' in result) return result.refusal;
      const state = to ?? project.state;
      await tx.xueliangProject.update({ where: { id: project.id }, data: { ...result.data, state, version: project.version + 1 } });
      await announce({ topic: 'xueliang.changed', subject: project.id, areaPath: project.areaPath, payload: { projectId: project.id, action, state } });
      return changed(project.id);
    });
  }

  /** To another state, on a day that is not before that of the state before. */
  function move<Refused extends object = never>(
    action: XueliangMove, input: StepInput & { readonly on: string }, work: (project: XueliangProject) => { readonly data: Data } | { readonly refusal: Refused } = () => ({ data: {} }),
  ) {
    const on = toDayValue(checkPastDay('on', input.on, now()));
    return step<Refused>(action, input, (project) => {
      const since = sinceOf(project);
      if (since && on < since) throw inputError('on', `must not be before ${since.toISOString().slice(0, 10)}, the day on which it became ${project.state}.`);
      const result = work(project);
      return 'refusal' in result ? result : { data: { ...result.data, [DAY_OF[action]]: on } };
    });
  }

  return {
    planXueliangProject(input: PlanXueliangProjectInput) {
      const project = checkXueliangProject(input);
      return change({ idempotencyKey: input.idempotencyKey, operation: 'planXueliangProject', input }, async (tx, announce) => {
        const id = randomUUID();
        await tx.xueliangProject.create({ data: { ...project, id, state: FIRST_XUELIANG_STATE, provenance: 'REGISTERED' } });
        await announce({
          topic: 'xueliang.changed', subject: id, areaPath: project.areaPath,
          payload: { projectId: id, action: 'planXueliangProject', state: FIRST_XUELIANG_STATE },
        });
        return changed(id);
      });
    },

    approveXueliangProject: (input: ApproveXueliangProjectInput) => move('approveXueliangProject', input),
    startXueliangProject: (input: StartXueliangProjectInput) => move('startXueliangProject', input),

    recordXueliangProgress(input: RecordXueliangProgressInput) {
      const builtChannels = checkWhole('builtChannels', input.builtChannels, [0, MAX_CHANNELS]);
      return step('recordXueliangProgress', input, () => ({ data: { builtChannels } }));
    },

    recordXueliangSpending(input: RecordXueliangSpendingInput) {
      const spentYuan = checkYuan('spentYuan', input.spentYuan);
      return step('recordXueliangSpending', input, () => ({ data: { spentYuan } }));
    },

    acceptXueliangProject(input: AcceptXueliangProjectInput) {
      const acceptedChannels = checkWhole('acceptedChannels', input.acceptedChannels, [0, MAX_CHANNELS]);
      return move('acceptXueliangProject', input, ({ builtChannels }) =>
        (acceptedChannels > builtChannels ? { refusal: moreThanBuilt(builtChannels) } : { data: { acceptedChannels } }));
    },

    commissionXueliangProject: (input: CommissionXueliangProjectInput) => move('commissionXueliangProject', input),

    cancelXueliangProject(input: CancelXueliangProjectInput) {
      const reason = checkImpersonalText('reason', input.reason, 200);
      return move('cancelXueliangProject', input, () => ({ data: { reason } }));
    },
  };
}
