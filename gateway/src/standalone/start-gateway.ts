import { createLog, openAuditLog, openSigningKey, toLine, type Log, type Service } from '@sizhu/kit';
import cluster from 'node:cluster';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCallSigner } from '../credential/sign-call.js';
import { poolTransports } from '../graphs/pool-transports.js';
import type { GraphSource } from '../graphs/load-graph.js';
import { serveGateway } from '../http/serve-gateway.js';
import { toProtocolOptions } from '../protocol-settings.js';
import { httpTransport } from '../transport/http.js';
import { isHttpUrl, type StandaloneSettings } from './read-settings.js';
import { watchFile } from './watch-file.js';

export interface StandaloneGateway extends Service {
  readonly url: string;
  /** How many graphs are in memory: the one that is asked, and those on which requests still run. */
  readonly graphsAlive: () => number;
}

/**
 * Serves the supergraph of a file, and serves it again when the file changes.
 *
 * @throws one line for the person who starts it
 */
export async function startGateway(settings: StandaloneSettings, log: Log = createLog('gateway')): Promise<StandaloneGateway> {
  const { supergraphFile: file, host, port, reloadMs } = settings;
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => { throw explainFile(file, error); });
  const key = settings.keyDir === '' ? null : await openSigningKey(settings.keyDir, 'gateway');
  const audit = settings.auditDir === '' ? null : await openAuditLog({ folder: toAuditFolder(settings), key: await openSigningKey(settings.keyDir, 'audit') });
  const pool = poolTransports((url, name) => httpTransport(url, {
    timeoutMs: settings.timeoutMs, maxAnswerBytes: settings.maxAnswerBytes, ...(key && { sign: createCallSigner(key, name) }),
  }));
  const transports = toTransports(pool, settings.subgraphUrls);
  const gateway = await serveGateway({
    supergraphSdl: content, transports, port, host, log,
    deadlineMs: settings.deadlineMs, drainMs: settings.drainMs, guard: { timeoutMs: settings.timeoutMs },
    ...(settings.staleSeconds > 0 && { stale: { maxAgeMs: settings.staleSeconds * 1_000, maxBytes: settings.staleBytes } }),
    protocol: toProtocolOptions(settings.protocol), limits: settings.limits, introspection: settings.introspection, ...(audit && { audit }), ...(key && { publicKeys: key.publicKeys }),
  }).catch(async (error: unknown) => {
    await audit?.close();
    throw explainStart(error as NodeJS.ErrnoException, settings);
  });

  const onChange = async (supergraphSdl: string) => {
    try {
      await gateway.replaceGraph({ supergraphSdl, transports });
      log.info({ file }, 'The supergraph has changed and is served.');
    } catch (error) {
      log.error({ file, reason: toLine(error) }, 'The supergraph has changed and is not served; the one before it is.');
    }
  };
  const watch = reloadMs === 0 ? null : watchFile({ file, content, pollMs: reloadMs, onChange });
  return {
    url: gateway.url,
    graphsAlive: gateway.graphsAlive,
    stop: async () => {
      await watch?.stop();
      await gateway.stop();
      await audit?.close();
    },
  };
}

/** A log has one writer: processes of one machine differ in their ports, and workers in their numbers. */
const toAuditFolder = ({ auditDir, port }: StandaloneSettings): string => join(auditDir, `gateway-${port}${cluster.worker ? `-${cluster.worker.id}` : ''}`);

/** What is given in place of an address comes first; what is left must be one that can be called. */
const toTransports = (pool: GraphSource['openTransports'], given: Readonly<Record<string, string>>): GraphSource['openTransports'] => (urls) => {
  const names = Object.keys(urls);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`The supergraph names no subgraph ${unknown.join(', ')}, but ${names.join(', ')}: correct --subgraph.`);
  const all = { ...urls, ...given };
  const missing = names.filter((name) => !isHttpUrl(all[name] ?? ''));
  if (missing.length > 0) throw new Error(`The supergraph gives no address for ${missing.join(', ')}: give one with --subgraph ${missing[0]}=http://…`);
  return pool(all);
};

const explainFile = (file: string, error: NodeJS.ErrnoException): Error => (error.code === 'ENOENT'
  ? new Error(`There is no file ${file}: name the file of a supergraph with --supergraph.`, { cause: error })
  : new Error(`The supergraph ${file} cannot be read (${error.code ?? error.message}).`, { cause: error }));

function explainStart(error: NodeJS.ErrnoException, { supergraphFile, host, port }: StandaloneSettings): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} is taken by another program: stop it, or choose another with --port.`, { cause: error });
    case 'EACCES':
      return new Error(`Port ${port} is for administrators alone: choose 1024 or more with --port.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`This machine has no address ${host}: correct --host.`, { cause: error });
    default:
      return new Error(`The supergraph ${supergraphFile} cannot be served: ${toLine(error)}`, { cause: error });
  }
}
