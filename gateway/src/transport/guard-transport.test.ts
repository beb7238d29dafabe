import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TransportError, type TransportErrorCode } from './transport-error.js';
import type { SubgraphCall, Transport } from './transport.js';
import { withBreaker, type BreakerOptions } from './with-breaker.js';
import { withBulkhead } from './with-bulkhead.js';
import { withRetry } from './with-retry.js';
import { withTimeout } from './with-timeout.js';

const CALL: SubgraphCall = { query: '{ a }', variables: {}, operationName: null };
const ANSWER = { data: { a: 1 } };

type Script = (attempt: number, call: SubgraphCall) => Promise<typeof ANSWER>;

/** A pillar that does what the script says, and counts how often it is asked. */
function play(script: Script) {
  const pillar = { calls: 0, transport: undefined as unknown as Transport };
  pillar.transport = {
    send: (call) => {
      pillar.calls += 1;
      return script(pillar.calls, call);
    },
    checkReady: async () => {},
  };
  return pillar;
}

const answers: Script = async () => ANSWER;
const never: Script = () => new Promise(() => {});
const failWith = (code: TransportErrorCode = 'SUBGRAPH_UNAVAILABLE', retryAfterMs?: number): Script => async () => {
  throw new TransportError(code, 'scripted', { ...(retryAfterMs !== undefined && { retryAfterMs }) });
};
const failsTimes = (times: number): Script => async (attempt, call) => (attempt <= times ? failWith()(attempt, call) : ANSWER);

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

/** Settles a promise while time passes. */
async function after<T>(ms: number, promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const settled = Promise.allSettled([promise]);
  await jest.advanceTimersByTimeAsync(ms);
  return (await settled)[0];
}

describe('a timeout', () => {
  it.each<[string, Script, object]>([
    ['lets an answer through', answers, { status: 'fulfilled', value: ANSWER }],
    ['lets a failure through', failWith(), { reason: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    ['ends a call that takes too long', never, { reason: { code: 'SUBGRAPH_TIMEOUT' } }],
  ])('%s', async (_name, script, expected) => {
    expect(await after(50, withTimeout(play(script).transport, 50).send(CALL))).toMatchObject(expected);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('tells the inner transport to stop', async () => {
    const signals: SubgraphCall['signal'][] = [];
    const { transport } = play((attempt, call) => {
      signals.push(call.signal);
      return never(attempt, call);
    });
    await after(50, withTimeout(transport, 50).send(CALL));
    expect(signals[0]?.aborted).toBe(true);
  });

  it.each([['before', 0], ['during', 10]])('hands on the reason of a caller that gives up %s the call', async (_name, ms) => {
    const caller = new AbortController();
    if (ms === 0) caller.abort(new Error('gone'));
    else setTimeout(() => { caller.abort(new Error('gone')); }, ms);
    expect(await after(50, withTimeout(play(never).transport, 50).send({ ...CALL, signal: caller.signal }))).toMatchObject({ reason: { message: 'gone' } });
  });
});

describe('a retry', () => {
  const options = { share: 0.1, burst: 2, maxDelayMs: 100, random: () => 0.5 };
  const attempt = async (script: Script, call: Partial<SubgraphCall> = {}) => {
    const pillar = play(script);
    const { status } = await after(1_000, withRetry(pillar.transport, options).send({ ...CALL, ...call }));
    return [status, pillar.calls] as const;
  };

  it.each<[string, Script, Partial<SubgraphCall>, readonly [status: string, calls: number]]>([
    ['of a query that failed once answers', failsTimes(1), {}, ['fulfilled', 2]],
    ['is made once only', failsTimes(2), {}, ['rejected', 2]],
    ['of a mutation is not made', failsTimes(1), { isMutation: true }, ['rejected', 1]],
    ['of a timeout is made', failWith('SUBGRAPH_TIMEOUT'), {}, ['rejected', 2]],
    ['of an answer that is no answer is not made', failWith('SUBGRAPH_BAD_ANSWER'), {}, ['rejected', 1]],
    ['of a full line is not made', failWith('SUBGRAPH_OVERLOADED'), {}, ['rejected', 1]],
    ['waits as long as the pillar asks', failWith('SUBGRAPH_UNAVAILABLE', 90), {}, ['rejected', 2]],
    ['is not made when the pillar asks for longer', failWith('SUBGRAPH_UNAVAILABLE', 101), {}, ['rejected', 1]],
    ['is not made for a caller that is gone', failsTimes(1), { signal: AbortSignal.abort() }, ['rejected', 1]],
  ])('%s', async (_name, script, call, expected) => {
    expect(await attempt(script, call)).toEqual(expected);
  });

  it('has a budget: of many failing calls, few are made twice', async () => {
    const pillar = play(failWith());
    const guarded = withRetry(pillar.transport, options);
    for (let call = 0; call < 100; call += 1) await after(100, guarded.send(CALL));
    expect(pillar.calls).toBe(100 + 2 + 9);
  });
});

describe('a breaker', () => {
  let clock = 0;
  const options: BreakerOptions = { failureRatio: 0.5, leastCalls: 4, windowMs: 1_000, restMs: 200, now: () => clock };
  beforeEach(() => { clock = 0; });
  const sendTimes = async (transport: Transport, times: number) => {
    const results: string[] = [];
    for (let call = 0; call < times; call += 1) results.push((await Promise.allSettled([transport.send(CALL)]))[0].status);
    return results;
  };

  it('asks a pillar that fails no more, and again after a rest', async () => {
    const pillar = play(failsTimes(4));
    const guarded = withBreaker(pillar.transport, options);
    await sendTimes(guarded, 10);
    expect(pillar.calls).toBe(4);
    clock = 199;
    await expect(guarded.send(CALL)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(pillar.calls).toBe(4);
    clock = 200;
    expect(await sendTimes(guarded, 3)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(pillar.calls).toBe(7);
  });

  it('rests again when the probe fails', async () => {
    const pillar = play(failWith());
    const guarded = withBreaker(pillar.transport, options);
    await sendTimes(guarded, 4);
    clock = 200;
    await sendTimes(guarded, 3);
    expect(pillar.calls).toBe(5);
  });

  it('lets one probe through at a time', async () => {
    let finish = () => {};
    const pillar = play((attempt, call) => (attempt <= 4 ? failWith()(attempt, call) : new Promise((resolve) => { finish = () => { resolve(ANSWER); }; })));
    const guarded = withBreaker(pillar.transport, options);
    await sendTimes(guarded, 4);
    clock = 200;
    const probe = guarded.send(CALL);
    await expect(guarded.send(CALL)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    finish();
    await probe;
    expect(pillar.calls).toBe(5);
  });

  it.each<[string, Script]>([
    ['fewer failures than the ratio', async (attempt, call) => (attempt % 3 === 0 ? failWith()(attempt, call) : ANSWER)],
    ['failures far apart', async (attempt, call) => {
      clock += 501;
      return failWith()(attempt, call);
    }],
  ])('stays closed over %s', async (_name, script) => {
    const pillar = play(script);
    await sendTimes(withBreaker(pillar.transport, options), 30);
    expect(pillar.calls).toBe(30);
  });

  it('does not count callers that give up', async () => {
    const pillar = play(failWith());
    const guarded = withBreaker(pillar.transport, options);
    for (let call = 0; call < 10; call += 1) await guarded.send({ ...CALL, signal: AbortSignal.abort() }).catch(() => {});
    expect(pillar.calls).toBe(10);
  });
});

describe('a bulkhead', () => {
  const hold = () => {
    const ends: (() => void)[] = [];
    const pillar = play(() => new Promise((resolve) => { ends.push(() => { resolve(ANSWER); }); }));
    return { pillar, ends };
  };

  it('lets so many run, so many wait, and refuses the rest at once', async () => {
    const { pillar, ends } = hold();
    const guarded = withBulkhead(pillar.transport, { maxRunning: 2, maxWaiting: 1 });
    const calls = [guarded.send(CALL), guarded.send(CALL), guarded.send(CALL)];
    await expect(guarded.send(CALL)).rejects.toMatchObject({ code: 'SUBGRAPH_OVERLOADED' });
    expect(pillar.calls).toBe(2);
    ends[0]!();
    await calls[0];
    await jest.advanceTimersByTimeAsync(0);
    expect(pillar.calls).toBe(3);
    ends.slice(1).forEach((end) => { end(); });
    expect(await Promise.all(calls)).toEqual([ANSWER, ANSWER, ANSWER]);
    const last = guarded.send(CALL);
    await jest.advanceTimersByTimeAsync(0);
    ends.at(-1)!();
    expect(await last).toEqual(ANSWER);
  });

  it('keeps no place for a caller that is gone', async () => {
    const { pillar, ends } = hold();
    const guarded = withBulkhead(pillar.transport, { maxRunning: 1, maxWaiting: 1 });
    const first = guarded.send(CALL);
    const caller = new AbortController();
    const gone = guarded.send({ ...CALL, signal: caller.signal });
    caller.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const next = guarded.send(CALL);
    ends[0]!();
    await first;
    await jest.advanceTimersByTimeAsync(0);
    ends[1]!();
    expect(await next).toEqual(ANSWER);
    expect(pillar.calls).toBe(2);
  });

  it('gives its place back after a failure', async () => {
    const guarded = withBulkhead(play(failWith()).transport, { maxRunning: 1, maxWaiting: 0 });
    await expect(guarded.send(CALL)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    await expect(guarded.send(CALL)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });
});
