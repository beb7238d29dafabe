import { describe, expect, it } from '@jest/globals';
import type { Cancellation } from '../transport/cancellation.js';
import { TransportError } from '../transport/transport-error.js';
import { createAnswerSharing } from './share-answers.js';

/** Counts runs, and ends each when it is told to. */
function open(now?: () => number) {
  const share = createAnswerSharing<string>(now);
  const runs: { readonly signal: Cancellation; readonly end: (answer: string) => void; readonly fail: (error: Error) => void }[] = [];
  const ask = (key: string, signal?: AbortSignal) => share(key, signal, (shared) => new Promise((resolve, reject) => {
    runs.push({ signal: shared, end: resolve, fail: reject });
  }));
  return { ask, runs };
}

describe('asked for at the same time', () => {
  it('the same is run once, and again when it has ended', async () => {
    const { ask, runs } = open();
    const answers = [ask('a'), ask('a'), ask('a')];
    expect(runs).toHaveLength(1);
    runs[0]!.end('one');
    expect(await Promise.all(answers)).toEqual(['one', 'one', 'one']);
    const later = ask('a');
    expect(runs).toHaveLength(2);
    runs[1]!.end('two');
    expect(await later).toBe('two');
  });

  it('what differs is run by itself, also where there are more keys than slots', async () => {
    const { ask, runs } = open();
    const answers = Array.from({ length: 1_000 }, (_, index) => ask(`key ${index}`));
    expect(runs).toHaveLength(1_000);
    runs.forEach(({ end }, index) => { end(`answer ${index}`); });
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 1_000 }, (_, index) => `answer ${index}`));
  });

  it('a failure is everybody’s, and is not kept', async () => {
    const { ask, runs } = open();
    const answers = [ask('a'), ask('a')];
    runs[0]!.fail(new Error('broken'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void ask('a');
    expect(runs).toHaveLength(2);
  });

  it('nobody joins what began long ago', () => {
    let clock = 0;
    const { ask, runs } = open(() => clock);
    void ask('a');
    clock = 999;
    void ask('a');
    expect(runs).toHaveLength(1);
    clock = 1_000;
    void ask('a');
    expect(runs).toHaveLength(2);
  });
});

describe('who leaves', () => {
  it('ends nothing for the others; the last one ends it', () => {
    const { ask, runs } = open();
    const [one, other] = [new AbortController(), new AbortController()];
    void ask('a', one.signal);
    void ask('a', other.signal);
    one.abort(new Error('gone'));
    expect(runs[0]!.signal.aborted).toBe(false);
    other.abort(new Error('gone'));
    expect(runs[0]!.signal.aborted).toBe(true);
    void ask('a');
    expect(runs).toHaveLength(2);
  });

  it('because the time is over ends it for all, who get what there is', () => {
    const { ask, runs } = open();
    const one = new AbortController();
    void ask('a', one.signal);
    void ask('a', new AbortController().signal);
    one.abort(new TransportError('SUBGRAPH_TIMEOUT', 'over'));
    expect(runs[0]!.signal).toMatchObject({ aborted: true, reason: { code: 'SUBGRAPH_TIMEOUT' } });
  });
});
