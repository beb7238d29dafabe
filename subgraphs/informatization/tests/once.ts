import { expect, it } from '@jest/globals';
import type { Pillar } from './pillar-harness.js';

export interface OnceCase {
  readonly pillar: () => Pillar;
  readonly mutation: string;
  /** What is asked of the answer, as spreads on the types of its union. */
  readonly fields: string;
  /** A change that is open after the file's own `beforeEach`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What to send under the same key that is not the same change. */
  readonly other: Readonly<Record<string, unknown>>;
  readonly topic: string;
}

/** What holds for every change, whatever it changes. */
export function itHappensOnce({ pillar, mutation, fields, input, other, topic }: OnceCase): void {
  const announced = () => pillar().rows(`SELECT topic, area_path FROM outbox_event ORDER BY id`);
  const idempotencyKey = 'key-00001';

  it('announces itself, and asked again answers the same and changes nothing', async () => {
    const first = await pillar().change(mutation, { ...input, idempotencyKey }, fields);
    expect(first.message).toBeUndefined();
    expect(await announced()).toEqual([{ topic, area_path: expect.stringMatching(/^2102/) }]);
    expect(await pillar().change(mutation, { ...input, idempotencyKey }, fields)).toEqual(first);
    expect(await announced()).toHaveLength(1);
    expect(await pillar().differences()).toBe(0);
  });

  it('asked ten times at once happens once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => pillar().change(mutation, { ...input, idempotencyKey }, fields)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await announced()).toHaveLength(1);
  });

  it('is refused under a key of another change', async () => {
    await pillar().change(mutation, { ...input, idempotencyKey }, fields);
    expect(await pillar().change(mutation, { ...input, ...other, idempotencyKey }, fields)).toMatchObject({ __typename: 'KeyReused' });
    expect(await announced()).toHaveLength(1);
  });

  it('names a bad key', async () => {
    expect(await pillar().findInputError(mutation, { ...input, idempotencyKey: 'short' })).toMatchObject({ argument: 'idempotencyKey' });
  });
}
