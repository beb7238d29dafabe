import { describe, expect, it, jest } from '@jest/globals';
import { print, validate } from 'graphql';
import { createExecutor } from '../src/execution/create-executor.js';
import { corruptAnswers, FAULTS, type Fault } from './differential/corrupt-answers.js';
import { openFederation } from './differential/federations/compare-federation.js';
import { createDrawnData } from './differential/federations/create-drawn-data.js';
import { drawFederation } from './differential/federations/draw-federation.js';
import { generateOperation } from './differential/generate-operation.js';
import { findIllFormed, findUntruth, withTypenames } from './differential/judge-answer.js';
import { createRandom } from './differential/random.js';

const FEDERATIONS = Number(process.env.SIZHU_DIFFERENTIAL_FEDERATIONS ?? 10);
const FIRST_SEED = Number(process.env.SIZHU_DIFFERENTIAL_SEED ?? 1);
const OPERATIONS = 3;
/** After these, whatever is missing is told of; an entity that a subgraph does not know is null without a word. */
const TOLD: readonly Fault[] = ['no answer', 'an error and no data', 'fewer entities'];

/** What is worked out from a value that is none is another one, and a scalar of a subgraph's own takes anything: then only the form is held. */
const MISLEADING: readonly Fault[] = ['nonsense for a value', 'text for an object'];

jest.setTimeout(60_000 + FEDERATIONS * 5_000);

describe('subgraphs that answer wrongly', () => {
  it('never make the answer untrue, ill-formed or silent about what is missing', async () => {
    const failures: string[] = [];
    const times = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
    for (let seed = FIRST_SEED; seed < FIRST_SEED + FEDERATIONS && failures.length < 5; seed += 1) {
      const draft = drawFederation(createRandom(seed));
      const { world } = await openFederation(draft, 'as JSON');
      const { apiSchema } = world.planner;
      for (const [at, fault] of Array.from({ length: OPERATIONS }, () => FAULTS).flat().entries()) {
        const { document: generated, variables } = generateOperation(apiSchema, createRandom(seed * 1_000 + at));
        const document = withTypenames(generated);
        if (validate(apiSchema, document).length > 0) continue;
        const happened: string[] = [];
        const execute = createExecutor(world.planner, corruptAnswers(world.transports, { fault, random: createRandom(seed * 1_000 + at), happened }));
        world.use(createDrawnData(draft, { seed: seed + at, isBroken: false }));
        const ours = JSON.parse(JSON.stringify(await execute({ document, variables }).catch((error: unknown) => ({ thrown: String((error as Error).stack) }))));
        world.use(createDrawnData(draft, { seed: seed + at, isBroken: false }));
        const truth = JSON.parse(JSON.stringify(await world.executeInOne(document, variables)));
        if (happened.length === 0) continue;
        times.set(fault, (times.get(fault) ?? 0) + 1);
        const wrong = ours.thrown ?? findIllFormed(apiSchema, { document, variables }, ours)
          ?? (MISLEADING.includes(fault) ? undefined : findUntruth(ours.data, truth.data, { errors: ours.errors, isTold: TOLD.includes(fault) }));
        if (wrong !== undefined) failures.push(`seed ${seed}, ${at}: ${fault} of ${happened.join()}\n${print(generated)}\n${JSON.stringify(variables)}\n${wrong}\n${JSON.stringify(ours.errors)}`);
      }
    }
    expect(failures.join('\n\n')).toBe('');
    expect([...times].filter(([, count]) => count === 0)).toEqual([]);
  });
});
