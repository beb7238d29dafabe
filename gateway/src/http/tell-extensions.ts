/** Such as that the data are samples; asked for each answer, since it may change. */
export type Notice = (() => string | undefined) | undefined;

/** What an answer holds beside its data and errors; nothing where there is nothing to tell. */
export function tellExtensions(notice: Notice, more: object = {}): { readonly extensions?: object } {
  const told = notice?.();
  const extensions = told === undefined ? more : { notice: told, ...more };
  return Object.keys(extensions).length === 0 ? {} : { extensions };
}
