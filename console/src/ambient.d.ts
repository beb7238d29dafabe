declare module '*.graphql' {
  const text: string;
  export default text;
}

declare module 'sizhu:catalogue' {
  const entries: readonly import('./catalogue.js').Entry[];
  export default entries;
}

/** File names of the editor's workers, beside the page's own script. */
declare const WORKERS: Readonly<Record<'editor' | 'json' | 'graphql', string>>;

declare module '*.css';
