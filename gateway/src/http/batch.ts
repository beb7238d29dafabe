import { readOne, type AskedOperation } from './read-request.js';
import { refuse, type Refusal } from './refuse.js';
import { toRefusal } from './to-refusal.js';

export interface BatchAnswering<Answer> {
  /** The most operations of one request; 0 where lists are not taken. */
  readonly most: number;
  /** Answers one as if it had come alone; rejects where it would be refused. */
  answer(asked: AskedOperation): Promise<Answer>;
  refused(refusal: Refusal): Answer;
}

/** Answers a list of operations by a list, in the same order. One that is refused leaves the others alone. */
export async function answerBatch<Answer>(bodies: readonly unknown[], { most, answer, refused }: BatchAnswering<Answer>): Promise<readonly Answer[]> {
  if (most === 0) throw refuse('BATCHES_OFF', 'The body is a list: send one operation in one request.');
  if (bodies.length === 0) throw refuse('BAD_REQUEST', 'The body is an empty list.');
  if (bodies.length > most) throw refuse('BATCH_TOO_LARGE', `The body holds ${bodies.length} operations; at most ${most} are taken.`);
  return Promise.all(bodies.map(async (body) => {
    try {
      return await answer(readOne(body));
    } catch (error) {
      return refused(toRefusal(error as Error));
    }
  }));
}
