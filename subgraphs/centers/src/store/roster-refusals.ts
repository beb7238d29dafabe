import type { Area } from '../__generated__/database.js';

export const areaExists = (code: string) => ({
  __typename: 'AreaExists', code,
  message: `The code ${code} is taken, or was once: a new area needs a new one.`,
  messageZh: `区划代码 ${code} 已经使用或曾经使用：新设区域请用新代码。`,
} as const);

export const areaHasEnded = (code: string) => ({
  __typename: 'AreaHasEnded', code,
  message: `The area ${code} has ended: it is changed no more.`,
  messageZh: `区域 ${code} 已撤销，不能再变更。`,
} as const);

export const areaStillManages = (children: number) => ({
  __typename: 'AreaStillManages', children,
  message: `The area still manages ${children} others: move or end those first.`,
  messageZh: `该区域仍有 ${children} 个下级区域：请先调整或撤销它们。`,
} as const);

export const wrongLevel = (level: Area['level']) => ({
  __typename: 'WrongAreaLevel', level,
  message: `The other area is of the tier ${level}, which does not fit.`,
  messageZh: `另一区域的层级为 ${level}，不相符。`,
} as const);

export const tooEarly = (latestOn: string) => ({
  __typename: 'TooEarlyForRoster', latestOn,
  message: `The roster changed last on ${latestOn} here: a change is entered after it.`,
  messageZh: `此处区划最近一次变更在 ${latestOn}：新的变更须在其后。`,
} as const);
