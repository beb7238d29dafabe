import { afterEach, describe, expect, it } from '@jest/globals';
import { startUpkeep, type Upkeep } from './upkeep.js';

let upkeep: Upkeep | undefined;

afterEach(() => upkeep?.stop());

/** Ends each round only when it is told to. */
function createTask(name = 'grid') {
  const moments: Date[] = [];
  const open: (() => void)[] = [];
  const waiting: { rounds: number; resolve: () => void }[] = [];
  let most = 0;
  let under = 0;
  return {
    name,
    moments,
    get mostAtATime() { return most; },
    get isUnderWay() { return under > 0; },
    end: () => open.shift()?.(),
    begun: (rounds: number) => new Promise<void>((resolve) => {
      if (moments.length >= rounds) resolve();
      else waiting.push({ rounds, resolve });
    }),
    async upkeep(now: Date) {
      moments.push(now);
      under += 1;
      most = Math.max(most, under);
      for (const { rounds, resolve } of waiting) if (moments.length >= rounds) resolve();
      await new Promise<void>((resolve) => { open.push(resolve); });
      under -= 1;
    },
  };
}

const someTurns = () => new Promise<void>((resolve) => { setTimeout(resolve, 20); });

describe('startUpkeep', () => {
  it('begins no round before the last has ended, and tells each the time', async () => {
    const task = createTask();
    let day = 0;
    upkeep = startUpkeep([task], { intervalMs: 1, now: () => new Date(Date.UTC(2026, 0, day += 1)) });
    for (const round of [1, 2, 3]) {
      await task.begun(round);
      await someTurns();
      expect(task.moments).toHaveLength(round);
      task.end();
    }
    await task.begun(4);
    expect(task.mostAtATime).toBe(1);
    expect(task.moments.map((moment) => moment.getUTCDate())).toEqual([1, 2, 3, 4]);
    const stopped = upkeep.stop();
    task.end();
    await stopped;
  });

  it('stops after the round that is under way, and begins no other', async () => {
    const task = createTask();
    upkeep = startUpkeep([task], { intervalMs: 1 });
    await task.begun(1);
    let isStopped = false;
    const stopped = upkeep.stop().then(() => { isStopped = true; });
    await someTurns();
    expect(isStopped).toBe(false);
    task.end();
    await stopped;
    expect(task.isUnderWay).toBe(false);
    await someTurns();
    expect(task.moments).toHaveLength(1);
  });

  it('stops at once between two rounds, however long the interval', async () => {
    const task = createTask();
    upkeep = startUpkeep([task], { intervalMs: 3_600_000 });
    await task.begun(1);
    task.end();
    await upkeep.firstRound;
    await upkeep.stop();
    expect(task.moments).toHaveLength(1);
  });

  it('tells of a round that fails and goes on, and lets nobody else wait for it', async () => {
    const failures: string[] = [];
    let rounds = 0;
    const well = createTask('video');
    const seen = new Promise<void>((resolve) => {
      upkeep = startUpkeep([
        { name: 'grid', upkeep: async () => { rounds += 1; if (rounds === 3) resolve(); throw new Error(`round ${rounds}`); } },
        { name: 'centers' },
        well,
      ], { intervalMs: 1, onFailure: (name, error) => failures.push(`${name}: ${(error as Error).message}`) });
    });
    await seen;
    expect(failures.slice(0, 2)).toEqual(['grid: round 1', 'grid: round 2']);
    expect(well.moments).toHaveLength(1);
    well.end();
    await upkeep?.firstRound;
    const stopped = upkeep?.stop();
    well.end();
    await stopped;
  });
});
