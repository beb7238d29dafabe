import { StartupError } from '../startup-error.js';

/** What was being done when an error came, to be named in the line. */
export interface Attempt {
  /** The setting that holds the connection URL. */
  readonly setting?: string;
  readonly url?: string;
  readonly folder?: string;
}

interface Place {
  readonly setting: string;
  /** Host, port and database; never the password. */
  readonly server: string;
  readonly database: string;
  readonly user: string;
  readonly folder: string;
  readonly isEmbedded: boolean;
}

type Line = (place: Place) => string;

const diskFull: Line = ({ folder }) =>
  `The disk under ${folder} is full: free some space, or set HUB_DATA_DIR to a folder on another disk.`;
const notWritable: Line = ({ folder }) =>
  `${folder} cannot be written (does it belong to root or another user?): give this user the right to, `
  + 'or set HUB_DATA_DIR to another folder.';
const notReachable: Line = ({ setting, server, isEmbedded, folder }) => (isEmbedded
  ? `The database in ${folder} has ended: read postgres.log beside it, then start again.`
  : `No PostgreSQL answers at ${server}: start it, or correct host and port in ${setting}.`);
const noSuchHost: Line = ({ setting, server }) =>
  `The host of ${server} is not known: correct it in ${setting}, or check the name service.`;
const wrongPassword: Line = ({ setting, server, user }) =>
  `PostgreSQL at ${server} refuses the user ${user}: correct user and password in ${setting}.`;
const notReady: Line = (place) => (place.isEmbedded
  ? notReachable(place)
  : `PostgreSQL at ${place.server} is starting, stopping or recovering: wait until it is up, then start again (${place.setting}).`);
const tooFewRights: Line = ({ setting, server, user }) =>
  `The user ${user} may not create roles and schemas at ${server}: put an administrator into ${setting}, `
  + 'or give one URL per pillar.';
const certificate: Line = ({ setting, server }) =>
  `The certificate of PostgreSQL at ${server} is not trusted: set sslrootcert in ${setting}, or NODE_EXTRA_CA_CERTS.`;
const serverDiskFull: Line = ({ server }) =>
  `The disk of PostgreSQL at ${server} is full: free some space there, then start again.`;

const notInTime: Line = ({ setting, server }) =>
  `PostgreSQL at ${server} does not answer in time: check the address in ${setting}, and the network between.`;

const lines: Readonly<Record<string, Line>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOTDIR: ({ folder }) => `${folder} is not a folder: set HUB_DATA_DIR to one.`,
  EEXIST: ({ folder }) => `${folder} is not a folder: set HUB_DATA_DIR to one.`,
  ECONNREFUSED: notReachable,
  EHOSTUNREACH: notReachable,
  ENETUNREACH: notReachable,
  ETIMEDOUT: notReachable,
  ECONNRESET: notReachable,
  EPIPE: notReachable,
  ENOTFOUND: noSuchHost,
  EAI_AGAIN: noSuchHost,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  CERT_HAS_EXPIRED: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  // PostgreSQL's own codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
  '28P01': wrongPassword,
  '28000': wrongPassword,
  '3D000': ({ setting, server, database }) =>
    `There is no database "${database}" at ${server}: create it there, or name another in ${setting}.`,
  '42501': tooFewRights,
  '53100': (place) => (place.isEmbedded ? diskFull : serverDiskFull)(place),
  '53300': ({ setting, server }) =>
    `PostgreSQL at ${server} has no free connection: raise its max_connections, or name another server in ${setting}.`,
  '57P01': notReady,
  '57P02': notReady,
  '57P03': notReady,
};

/** What has no code of its own but only words. */
const phrases: readonly (readonly [RegExp, Line])[] = [
  [/timeout expired|query read timeout/i, notInTime],
  [/does not support SSL/i, ({ setting, server }) =>
    `PostgreSQL at ${server} takes no encrypted connections: turn its SSL on, or set sslmode=disable in ${setting}.`],
  [/connection terminated|before secure TLS/i, notReachable],
];

/** Whether the error tells no more than that the server is gone. */
export function isConnectionLost(error: unknown): boolean {
  const line = findLine(toKnown(error));
  return line === notReachable || line === notReady;
}

/** Whether the server may be there later, without a change of a setting. */
export function isUnreachable(error: unknown): boolean {
  if (error === undefined || error === null) return false;
  const line = findLine(toKnown(error));
  return line === notReachable || line === notReady || line === noSuchHost || line === notInTime;
}

/** Any error of the start, as one line that names what to do. The error itself becomes its cause. */
export function toStartupError(error: unknown, attempt: Attempt = {}): StartupError {
  if (error instanceof StartupError) return error;
  const known = toKnown(error);
  const { code = '', syscall = '', path, message } = known;
  if (syscall.startsWith('spawn')) {
    const text = `${path ?? 'A program'} cannot be run (${code}): run "npm install" again, or set DATABASE_URL.`;
    return new StartupError(text, { cause: error });
  }
  const text = findLine(known)?.(toPlace(attempt)) ?? `The hub could not start: ${message}${code && ` (${code})`}.`;
  return new StartupError(text, { cause: error });
}

/** Reads the server's own words, when it could not even start. Null when they say nothing we know. */
export function explainServerOutput(output: string, folder: string): StartupError | null {
  if (/No space left on device|Disk quota exceeded/.test(output)) return new StartupError(diskFull(toPlace({ folder })));
  if (output.includes('Read-only file system')) return new StartupError(notWritable(toPlace({ folder })));
  if (output.includes('Permission denied')) {
    return new StartupError(
      `PostgreSQL lacks a right (${toLastLine(output)}): give it to the user that it runs as, `
      + `or, if it is about ${folder}, set HUB_DATA_DIR to another folder.`,
    );
  }
  if (/error while loading shared libraries|version `GLIBC/.test(output)) {
    return new StartupError(
      'The built-in PostgreSQL does not run on this system (it needs glibc and its libraries): set DATABASE_URL.',
    );
  }
  return null;
}

/** The last line of a server's output that complains, without its time and process number. */
export function toLastLine(output: string): string {
  const lines = output.trim().split('\n');
  const line = lines.findLast((text) => /error|fatal|panic/i.test(text)) ?? lines.at(-1) ?? '';
  return line.replace(/^[-\d]+ [.:\d]+ \S+ \[\d+\] /, '');
}

type Known = Partial<Pick<NodeJS.ErrnoException, 'code' | 'syscall' | 'path'>> & { message: string };

/** Not by `instanceof`: Node's own errors belong to another realm than code that runs in a VM context. */
const toKnown = (error: unknown): Known =>
  typeof error === 'object' && error !== null && 'message' in error ? (error as Known) : { message: String(error) };

const findLine = ({ code = '', message }: Known): Line | undefined =>
  lines[code] ?? phrases.find(([words]) => words.test(message))?.[1];

function toPlace({ setting, url, folder = 'the data folder' }: Attempt): Place {
  const { host, pathname, username } = (url && URL.parse(url)) || { host: '', pathname: '', username: '' };
  return {
    setting: setting ?? 'DATABASE_URL',
    server: host || 'the database server',
    database: decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username),
    user: username ? `"${decodeURIComponent(username)}"` : 'of the connection',
    folder,
    isEmbedded: setting === undefined,
  };
}
