import { print, validate, type DocumentNode } from 'graphql';
import { createExecutor } from '../../../src/execution/create-executor.js';
import { openWorld, type OpenWorld } from '../../worlds/open-world.js';
import { carry, type Carried, type WAYS } from '../carry.js';
import { findDifference, type ComparableAnswer } from '../compare-answers.js';
import { shrinkOperation } from '../shrink-operation.js';
import { createDrawnData, type DataOptions } from './create-drawn-data.js';
import { defineWorld } from './define-world.js';
import type { Draft } from './draft.js';
import { printSubgraph } from './print-subgraph.js';
import { shrinkDraft } from './shrink-draft.js';

export interface Asked {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: DataOptions;
}

export interface Comparison {
  readonly ours: ComparableAnswer;
  readonly truth: ComparableAnswer;
  /** What is different; undefined when nothing is. */
  readonly difference: string | undefined;
}

export interface OpenFederation {
  readonly world: OpenWorld;
  compare(asked: Asked): Promise<Comparison>;
  close: Carried['close'];
}

/** Composes a drawn federation and stands it up, behind one of the transports. Throws where it does not compose. */
export async function openFederation(draft: Draft, way: (typeof WAYS)[number]): Promise<OpenFederation> {
  const world = openWorld(defineWorld(draft, { seed: 0, isBroken: false }));
  const { transports, close } = await carry(world, way);
  const execute = createExecutor(world.planner, transports);
  return {
    world,
    close,
    compare: async ({ document, variables, data }) => {
      world.use(createDrawnData(draft, data));
      const ours = await execute({ document, variables }).catch((error: unknown) => ({ data: undefined, errors: [error as Error] }));
      world.use(createDrawnData(draft, data));
      const truth = await world.executeInOne(document, variables);
      return { ours, truth, difference: findDifference(ours, truth) };
    },
  };
}

/** The smallest operation over the smallest federation that are still answered differently, for whoever is to find out why. */
export async function describeSmallest(draft: Draft, asked: Asked): Promise<string> {
  const isDifferent = async (smaller: Draft, document: DocumentNode): Promise<boolean> => {
    const open = await openFederation(smaller, 'as JSON');
    const isAskable = validate(open.world.planner.apiSchema, document).length === 0;
    return isAskable && (await open.compare({ ...asked, document })).difference !== undefined;
  };
  const { world, compare } = await openFederation(draft, 'as JSON');
  const document = await shrinkOperation(world.planner.apiSchema, asked.document, async (smaller) => (await compare({ ...asked, document: smaller })).difference !== undefined);
  const smallest = await shrinkDraft(draft, async (smaller) => isDifferent(smaller, document));
  const { compare: compareAgain } = await openFederation(smallest, 'as JSON');
  const { difference } = await compareAgain({ ...asked, document });
  return [...smallest.subgraphs.map((subgraph) => `# ${subgraph.name}\n${printSubgraph(smallest, subgraph)}`),
    print(document), JSON.stringify(asked.variables), difference ?? 'no difference as JSON'].join('\n');
}
