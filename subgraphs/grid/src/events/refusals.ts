import type { AreaLevel } from '../__generated__/resolvers.js';

/** Refusals that only changes of events answer. */
export const tasksOpen = (tasks: readonly string[]) => ({
  __typename: 'TasksOpen', tasks,
  message: `Departments have not finished ${tasks.length} of their tasks: wait for them, or return the event.`,
  messageZh: `尚有 ${tasks.length} 项部门任务未办结：请等待办结，或回退事件。`,
} as const);

export const notChecked = () => ({
  __typename: 'NotChecked',
  message: 'No check has been passed: checkEvent with passed comes before closeEvent.',
  messageZh: '尚未验证通过：请先验证，再结案。',
} as const);

export const invalidOriginal = (originalId: string, { why, whyZh }: { readonly why: string; readonly whyZh: string }) => ({
  __typename: 'InvalidOriginal', originalId,
  message: `${originalId} cannot be the original: ${why}.`,
  messageZh: `${originalId} 不能作为原事件：${whyZh}。`,
} as const);

export const wrongLevel = (currentLevel: AreaLevel | null, direction: 'above' | 'below') => ({
  __typename: 'WrongLevel', currentLevel,
  message: `The event is handled at the level ${currentLevel}: name one ${direction} it.`,
  messageZh: `事件现由 ${currentLevel} 级处置：请选择${direction === 'above' ? '更高' : '更低'}的层级。`,
} as const);

export const extensionPending = (extensionId: string) => ({
  __typename: 'ExtensionPending', extensionId,
  message: 'An extension is waiting for a decision: one at a time.',
  messageZh: '已有一项延期待审批：每次只能申请一项。',
} as const);

export const ownRequest = (post: string) => ({
  __typename: 'OwnRequest', post,
  message: `${post} has asked for the extension: another post has to decide on it.`,
  messageZh: `该延期由 ${post} 申请：须由另一岗位审批。`,
} as const);
