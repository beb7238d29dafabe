/** The editor asks for its workers by label; each is a file beside this script, of this origin. */
const urlOf = (label: string): URL => {
  const file = label === 'json' || label === 'graphql' ? WORKERS[label] : WORKERS.editor;
  return new URL(file, import.meta.url);
};

Object.assign(globalThis, {
  MonacoEnvironment: { getWorker: (_id: string, label: string) => new Worker(urlOf(label), { name: label }) },
});
