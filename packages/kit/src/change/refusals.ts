/** What a client has to expect of a change, told as a result and not as an error. Texts: English and Chinese. */
export type Refusal =
  | { readonly __typename: 'NotFound'; readonly message: string; readonly messageZh: string; readonly id: string }
  | { readonly __typename: 'StaleVersion'; readonly message: string; readonly messageZh: string; readonly currentVersion: number }
  | { readonly __typename: 'IllegalTransition'; readonly message: string; readonly messageZh: string; readonly from: string; readonly allowed: readonly string[] }
  | { readonly __typename: 'KeyReused'; readonly message: string; readonly messageZh: string };

/** The refusal of one name, so that a change tells which of them it may answer. */
export type RefusalOf<Name extends Refusal['__typename']> = Extract<Refusal, { readonly __typename: Name }>;

export const notFound = (id: string): RefusalOf<'NotFound'> => ({
  __typename: 'NotFound', id, message: `There is no record ${JSON.stringify(id)}.`, messageZh: `没有编号为 ${JSON.stringify(id)} 的记录。`,
});

export const staleVersion = (currentVersion: number): RefusalOf<'StaleVersion'> => ({
  __typename: 'StaleVersion',
  currentVersion,
  message: `Somebody changed the record in the meantime: read it again and send its version, ${currentVersion}.`,
  messageZh: `记录已被他人修改：请重新读取，并提交当前版本 ${currentVersion}。`,
});

/** `allowed` names the changes that are open from the state `from`. */
export const illegalTransition = (from: string, allowed: readonly string[]): RefusalOf<'IllegalTransition'> => ({
  __typename: 'IllegalTransition',
  from,
  allowed,
  message: `Not from the state ${from}. Open from there: ${allowed.join(', ') || 'nothing'}.`,
  messageZh: `状态 ${from} 下不能这样做。可以：${allowed.join('、') || '无'}。`,
});

export const keyReused = (): RefusalOf<'KeyReused'> => ({
  __typename: 'KeyReused',
  message: 'This idempotencyKey was used for another change: take a new one for each change.',
  messageZh: '该 idempotencyKey 已用于另一次变更：每次变更请换一个新的。',
});
