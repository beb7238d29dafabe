import type { Random } from '../random.js';
import type { DraftType } from './draft.js';

const TEXTS = ['大连', '', 'a “quoted” \\ "text"', '\u2028 line\nbreak\u2029', '👩‍💻 𝔘', '\u0000\u001f', '${x} `y`', '__proto__', '</script>', 'é'];
const VALUES: readonly unknown[] = [{ __typename: 'Query', toString: 1, nested: [{ id: 2 }, null] }, [1, [2, null]], 'text', 7.5, true, {}];

/** A value of a scalar or an enum. */
export function drawScalar(name: string, type: DraftType | undefined, random: Random): unknown {
  if (type?.kind === 'enum') return random.pick(type.values).split(' ')[0];
  switch (name) {
    case 'Int': return random.pick([0, -1, 2 ** 31 - 1, -(2 ** 31), random.below(1_000)]);
    case 'Float': return random.pick([0, -0.5, 1e21, 5e-7, random.below(1_000) / 8]);
    case 'Boolean': return random.chance(0.5);
    case 'ID': return random.pick(['7', 'x-1', '二']);
    case 'Json': return random.pick(VALUES);
    default: return random.pick(TEXTS);
  }
}
