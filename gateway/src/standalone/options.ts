import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';

export interface Option {
  /** On the command line. */
  readonly flag: string;
  /** In the environment; the command line comes first. */
  readonly variable: string;
  /** What stands for the value in the help; null for a switch. */
  readonly value: string | null;
  readonly fallback: string | null;
  readonly text: string;
  /** For whole numbers. */
  readonly range?: readonly [least: number, most: number];
  readonly isRepeated?: boolean;
}

const number = (flag: string, fallback: number, range: readonly [number, number], text: string): Option => ({
  flag, variable: flag.toUpperCase().replaceAll('-', '_'), value: 'N', fallback: String(fallback), text, range,
});

const limit = (flag: string, name: keyof Limits, text: string): Option => number(flag, DEFAULT_LIMITS[name], [1, 1_000_000_000], text);

/** Everything that can be set, in the order of docs/gateway.md. */
export const OPTIONS = {
  supergraph: { flag: 'supergraph', variable: 'SUPERGRAPH_FILE', value: 'FILE', fallback: null, text: 'The composed supergraph, of federation 2. Served again whenever it changes.' },
  subgraph: { flag: 'subgraph', variable: 'SUBGRAPH_URLS', value: 'NAME=URL', fallback: null, isRepeated: true,
    text: 'Where a subgraph is, in place of what the supergraph says. As often as needed; in the variable, separated by commas.' },
  port: { flag: 'port', variable: 'PORT', value: 'N', fallback: '4000', text: 'Port to listen on; 0 lets the system choose.', range: [0, 65_535] },
  host: { flag: 'host', variable: 'HOST', value: 'ADDRESS', fallback: '127.0.0.1', text: 'Address to listen on; 0.0.0.0 to be reached from elsewhere.' },
  workers: number('workers', 1, [1, 64], 'Processes that share the port. One that dies is replaced.'),
  introspection: { flag: 'introspection', variable: 'INTROSPECTION', value: null, fallback: 'false',
    text: 'Let clients ask for the schema, and tell them names that come close to a wrong one.' },
  keyDir: { flag: 'key-dir', variable: 'GATEWAY_KEY_DIR', value: 'FOLDER', fallback: null,
    text: 'Sign each call for its subgraph with the key in this folder, made at the first start; without it, calls are not signed.' },
  auditDir: { flag: 'audit-dir', variable: 'GATEWAY_AUDIT_DIR', value: 'FOLDER', fallback: null,
    text: 'Write every mutation down in this folder, in a log that shows any later change; its heads are signed with a key in --key-dir. Without it, nothing is written down.' },
  reloadMs: number('reload-ms', 2_000, [0, 3_600_000], 'How often to look for a change of the supergraph of which the system gave no notice; 0 never reloads.'),
  timeoutMs: number('timeout-ms', 10_000, [1, 600_000], 'The longest that a subgraph may take for one call.'),
  deadlineMs: number('deadline-ms', 30_000, [1, 3_600_000], 'The longest that a request may take; then it is answered with what there is.'),
  drainMs: number('drain-ms', 1_000, [0, 60_000], 'How long a stop waits for idle connections, each of which is told on its next answer that it ends.'),
  staleSeconds: number('stale-seconds', 0, [0, 604_800], 'How old a field tagged `stale-if-error` may be that is answered from before when its subgraph does not answer; 0 answers none.'),
  staleBytes: number('stale-bytes', 16_000_000, [1, 1_000_000_000], 'How much is kept for that.'),
  maxAnswerBytes: number('max-answer-bytes', 50_000_000, [1, 1_000_000_000], 'The largest answer that is taken of a subgraph.'),
  maxBytes: limit('max-bytes', 'bytes', 'The largest body of a request.'),
  maxTokens: limit('max-tokens', 'tokens', 'Most tokens of a document.'),
  maxSelections: limit('max-selections', 'selections', 'Most selections of a document, each fragment counted wherever it is spread.'),
  maxDepth: limit('max-depth', 'depth', 'Most fields below each other.'),
  maxRootFields: limit('max-root-fields', 'rootFields', 'Most root fields of a document.'),
  maxAliases: limit('max-aliases', 'aliases', 'Most aliases of a document, spreads followed.'),
  maxDirectives: limit('max-directives', 'directives', 'Most directives of a document, spreads followed.'),
  maxValues: limit('max-values', 'values', 'Most values in the variables, those inside of lists and objects included.'),
  maxCost: limit('max-cost', 'cost', 'The highest cost of an operation, with its variables; see docs/protocol.md.'),
  planningMs: limit('planning-ms', 'planningMs', 'The longest that a processor may work on one plan.'),
  trustedDocuments: { flag: 'trusted-documents', variable: 'GATEWAY_TRUSTED_DOCUMENTS', value: 'MODE', fallback: 'off',
    text: 'off, allow or only: whether documents are taken by an id of a manifest, and whether no others are.' },
  trustedDocumentsFolder: { flag: 'trusted-documents-folder', variable: 'GATEWAY_TRUSTED_DOCUMENTS_FOLDER', value: 'FOLDER', fallback: null,
    text: 'Where the manifests are, each CLIENT.json.' },
  maxBatch: { flag: 'max-batch', variable: 'GATEWAY_MAX_BATCH', value: 'N', fallback: '0', text: 'Most operations of a body that is a list; 0 refuses lists.' },
  tells: { flag: 'tells', variable: 'GATEWAY_TELLS', value: 'WORDS', fallback: 'cost,timing', text: 'What a request may ask to be told of itself: plan, cost, timing.' },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;

/** What --help says. */
export function toHelp(): string {
  const rows = Object.values<Option>(OPTIONS).map(({ flag, value, variable, fallback, text }) =>
    [`--${flag}${value === null ? '' : ` ${value}`}`, `${text}${fallback === null ? '' : ` Default ${fallback}.`} ${variable}`] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    'sizhu-gateway --supergraph FILE [options]',
    '',
    'Serves a federation-2 supergraph: /graphql, /healthz (the process runs), /readyz (each subgraph by name).',
    'Each option can be given as a variable of the environment, named at its end; the command line comes first.',
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    `  ${'--help'.padEnd(width)}  This text.`,
    `  ${'--version'.padEnd(width)}  The version of the gateway.`,
    '',
  ].join('\n');
}
