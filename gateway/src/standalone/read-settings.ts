import type { Environment } from '@sizhu/kit';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';
import { PROTOCOL_SETTINGS, type ProtocolSettings } from '../protocol-settings.js';
import { OPTIONS, type Option, type OptionName } from './options.js';

export interface StandaloneSettings {
  readonly supergraphFile: string;
  /** In place of the addresses of the supergraph. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly port: number;
  readonly host: string;
  readonly workers: number;
  readonly introspection: boolean;
  /** Folder of the key that calls are signed with; empty: they are not. */
  readonly keyDir: string;
  /** Folder of the audit logs; empty: nothing is written down. */
  readonly auditDir: string;
  readonly reloadMs: number;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly drainMs: number;
  readonly staleSeconds: number;
  readonly staleBytes: number;
  readonly maxAnswerBytes: number;
  readonly limits: Limits;
  readonly protocol: ProtocolSettings;
}

export type Command = { readonly kind: 'help' } | { readonly kind: 'version' } | { readonly kind: 'serve'; readonly settings: StandaloneSettings };

/** Throws one line that names every fault, and no value. */
export function readCommand(args: readonly string[], env: Environment): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
      ...Object.fromEntries(Object.values<Option>(OPTIONS).map(({ flag, value, isRepeated }) =>
        [flag, { type: value === null ? 'boolean' : 'string', ...(isRepeated && { multiple: true }) }] as const)),
    } as const,
  });
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const faults: string[] = [];
  const settings = readSettings(values, env, faults);
  if (faults.length > 0) throw new Error(`${faults.join('; ')}`);
  return { kind: 'serve', settings };
}

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

function readSettings(values: Values, env: Environment, faults: string[]): StandaloneSettings {
  const sourceOf = ({ flag, variable }: Option) => (values[flag] === undefined ? variable : `--${flag}`);
  const text = (name: OptionName): string => {
    const option: Option = OPTIONS[name];
    return String(values[option.flag] ?? env[option.variable] ?? option.fallback ?? '');
  };
  const whole = (name: OptionName): number => {
    const [option, given]: [Option, string] = [OPTIONS[name], text(name)];
    const [least, most] = option.range ?? [0, 0];
    if (!/^\d{1,10}$/.test(given) || Number(given) < least || Number(given) > most) faults.push(`${sourceOf(option)}: must be a whole number from ${least} to ${most}`);
    return Number(given);
  };
  const yes = (name: OptionName): boolean => {
    if (!['true', 'false'].includes(text(name))) faults.push(`${sourceOf(OPTIONS[name])}: must be true or false`);
    return text(name) === 'true';
  };
  const supergraphFile = text('supergraph');
  if (text('auditDir') !== '' && text('keyDir') === '') faults.push(`${sourceOf(OPTIONS.auditDir)}: needs a folder for the key of its heads too, --key-dir`);
  if (supergraphFile === '') faults.push('--supergraph: must name the file of a supergraph');
  return {
    supergraphFile,
    subgraphUrls: readUrls(values.subgraph as readonly string[] | undefined, env[OPTIONS.subgraph.variable], faults),
    port: whole('port'),
    host: text('host'),
    workers: whole('workers'),
    introspection: yes('introspection'),
    keyDir: text('keyDir'),
    auditDir: text('auditDir'),
    reloadMs: whole('reloadMs'),
    timeoutMs: whole('timeoutMs'),
    deadlineMs: whole('deadlineMs'),
    drainMs: whole('drainMs'),
    staleSeconds: whole('staleSeconds'),
    staleBytes: whole('staleBytes'),
    maxAnswerBytes: whole('maxAnswerBytes'),
    limits: {
      ...DEFAULT_LIMITS,
      bytes: whole('maxBytes'), tokens: whole('maxTokens'), selections: whole('maxSelections'), depth: whole('maxDepth'),
      rootFields: whole('maxRootFields'), aliases: whole('maxAliases'), directives: whole('maxDirectives'), values: whole('maxValues'), cost: whole('maxCost'), planningMs: whole('planningMs'),
    },
    protocol: readProtocol(text, sourceOf, faults),
  };
}

const PROTOCOL_OPTIONS = ['trustedDocuments', 'trustedDocumentsFolder', 'maxBatch', 'tells'] as const satisfies OptionName[];

function readProtocol(text: (name: OptionName) => string, sourceOf: (option: Option) => string, faults: string[]): ProtocolSettings {
  const options = PROTOCOL_OPTIONS.map((name): [Option, string] => [OPTIONS[name], text(name)]);
  const given = Object.fromEntries(options.flatMap(([{ variable }, value]) => (value === '' ? [] : [[variable, value]])));
  const result = z.object(PROTOCOL_SETTINGS).safeParse(given);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    const option = options.find(([{ variable }]) => variable === path[0])?.[0];
    faults.push(`${option ? sourceOf(option) : path.join('.')}: ${message}`);
  }
  return z.object(PROTOCOL_SETTINGS).parse({});
}

/** What is given on the command line adds to the variable, and comes before it where both name a subgraph. */
function readUrls(flags: readonly string[] = [], variable = '', faults: string[]): Readonly<Record<string, string>> {
  const read = (source: string, pairs: readonly string[]) => pairs.flatMap((pair): (readonly [string, string])[] => {
    const [, name, url] = /^([^=]+)=(.+)$/.exec(pair.trim()) ?? [];
    if (name !== undefined && url !== undefined && isHttpUrl(url)) return [[name, url]];
    faults.push(`${source}: must be name=url, such as grid=http://127.0.0.1:4003/graphql`);
    return [];
  });
  return Object.fromEntries([
    ...read(OPTIONS.subgraph.variable, variable.split(',').filter((pair) => pair.trim() !== '')),
    ...read('--subgraph', flags),
  ]);
}

export const isHttpUrl = (url: string): boolean => /^https?:$/.test(URL.parse(url)?.protocol ?? '');
