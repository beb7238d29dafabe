import { createHash } from 'node:crypto';
import { inputError } from '../graphql/input-error.js';
import { keyReused, type RefusalOf } from './refusals.js';

/** The part of a Prisma transaction that is used here; any pillar's fits. */
export interface RawTransaction {
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): Promise<T>;
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

export interface TransactionClient<Tx extends RawTransaction> {
  $transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

export interface ChangeRequest {
  /** The client's own, one for each change that it intends: 8 to 100 visible ASCII characters. */
  readonly idempotencyKey: string;
  /** Name of the mutation field. */
  readonly operation: string;
  /** The whole input, as the client sent it. */
  readonly input: object;
}

/** What has happened to a record, for those who listen. */
export interface Announcement {
  readonly topic: string;
  readonly subject: string;
  readonly areaPath: string;
  readonly payload: object;
}

export type Announce = (announcement: Announcement) => Promise<void>;

/** One change. Of its own it refuses only a key that was used for another. */
export type Change<Tx> = <Outcome extends object>(
  request: ChangeRequest,
  work: (tx: Tx, announce: Announce) => Promise<Outcome>,
) => Promise<Outcome | RefusalOf<'KeyReused'>>;

/** What a pillar makes its changes with. */
export interface ChangeTools<Tx> {
  readonly change: Change<Tx>;
  /** The moment that a change writes down. */
  readonly now: () => Date;
}

export interface ChangerOptions {
  /** Keeps hold of the areas that an input names, or refuses them. Absent in the pillar that keeps the roster. */
  readonly holdAreas?: (tx: RawTransaction, input: object) => Promise<void>;
}

const KEY = /^[\x21-\x7e]{8,100}$/;
const MAX_ATTEMPTS = 3;

/**
 * Makes changes of data. Each is one transaction together with its key and its announcements: all of
 * it is there afterwards, or nothing. The same key with the same input answers what was answered
 * before; it waits for a twin that is under way.
 *
 * What `work` returns is kept as JSON, so it holds ids and not rows.
 */
export function createChanger<Tx extends RawTransaction>(client: TransactionClient<Tx>, { holdAreas }: ChangerOptions = {}): Change<Tx> {
  return (request, work) => {
    if (!KEY.test(request.idempotencyKey)) {
      throw inputError('idempotencyKey', 'must be 8 to 100 visible ASCII characters, such as a UUID.');
    }
    return retryConflicts(() => client.$transaction(async (tx) => {
      const known = await claimKey<Awaited<ReturnType<typeof work>>>(tx, request);
      if (known) return known;
      await holdAreas?.(tx, request.input);
      const outcome = await work(tx, announceIn(tx));
      await tx.$executeRaw`UPDATE idempotency_key SET result = ${JSON.stringify(outcome)}::jsonb WHERE key = ${request.idempotencyKey}`;
      return outcome;
    }));
  };
}

/** What the key was answered with before; null when it is ours now. */
async function claimKey<Outcome>(tx: RawTransaction, { idempotencyKey, operation, input }: ChangeRequest): Promise<Outcome | RefusalOf<'KeyReused'> | null> {
  const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
  const claimed = await tx.$executeRaw`
    INSERT INTO idempotency_key (key, operation, input_hash) VALUES (${idempotencyKey}, ${operation}, ${inputHash}) ON CONFLICT DO NOTHING`;
  if (claimed === 1) return null;
  const [known] = await tx.$queryRaw<{ operation: string; inputHash: string; result: Outcome }[]>`
    SELECT operation, input_hash AS "inputHash", result FROM idempotency_key WHERE key = ${idempotencyKey}`;
  return known?.operation === operation && known.inputHash === inputHash ? known.result : keyReused();
}

const announceIn = (tx: RawTransaction): Announce => async ({ topic, subject, areaPath, payload }) => {
  await tx.$executeRaw`
    INSERT INTO outbox_event (topic, subject, area_path, payload)
    VALUES (${topic}, ${subject}, ${areaPath}, ${JSON.stringify(payload)}::jsonb)`;
};

/** PostgreSQL's codes: two transactions would each wait for the other, or could not have run one after the other. */
const CONFLICTS: ReadonlySet<unknown> = new Set(['40P01', '40001']);

/** Two changes that meet so are no fault of either: PostgreSQL ends one, which is made again. */
async function retryConflicts<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || attempts === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Prisma has a code for it; of a statement in SQL it hands on PostgreSQL's. */
function isConflict(error: unknown): boolean {
  const { code, meta } = error as {
    readonly code?: unknown;
    readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } };
  };
  return code === 'P2034' || CONFLICTS.has(meta?.driverAdapterError?.cause?.originalCode);
}
