import { expect, it } from '@jest/globals';
import { generateOperation } from './differential/generate-operation.js';
import { createRandom, type Random } from './differential/random.js';
import { compileMerge } from '../src/execution/compile-merge.js';
import { compileKeyOf, compileRepresentation } from '../src/execution/compile-representation.js';
import { makeFunction, property, quote, read } from '../src/execution/write-source.js';
import { mashup } from './worlds/mashup.js';
import { media } from './worlds/media.js';
import { openWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

const HOSTILE = ['__proto__', 'constructor', '"', '\\', '"]; throw 1; //', '`${1}`', '*/', '\n', '\r', '\u2028', '\u2029', '\u0000', '\ud800', '\udfff\ud83d', '👩‍💻', '</script>', '\\u0022', '', 'toString', 'e', 'v0'];

/** Any text: code points of all of Unicode, halves of pairs among them. */
const drawText = (random: Random): string => (random.chance(0.3) ? random.pick(HOSTILE)
  : Array.from({ length: 1 + random.below(6) }, () => (random.chance(0.3) ? random.pick(HOSTILE) : random.chance(0.5) ? String.fromCharCode(random.below(0x10000)) : String.fromCodePoint(random.below(0x110000)))).join(''));

const texts = Array.from({ length: 2_000 }, (_, seed) => drawText(createRandom(seed)));

const plain = (key: string, value: unknown): Record<string, unknown> => Object.fromEntries([[key, value]]);

it('takes any text for a name, and for nothing else', () => {
  for (const text of texts) {
    expect(makeFunction<() => string>({}, `return () => ${quote(text)};`)()).toBe(text);
    const object = makeFunction<(d: unknown) => object>({}, `return (d) => ({${property(text, read('d', text))}});`)(plain(text, 'a value'));
    expect(Object.entries(object)).toEqual([[text, 'a value']]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  }
});

it('merges and sends fields of any name', () => {
  for (const text of texts) {
    const merge = compileMerge(new Map([[text, new Map([[text, null]])]]), () => true);
    const target = {};
    merge(target, plain(text, plain(text, 1)));
    expect(Object.entries(target)).toEqual(text === '__proto__' ? [] : [[text, plain(text, 1)]]);
    const selections = [{ kind: 'InlineFragment' as const, typeCondition: 'T', selections: [{ kind: 'Field' as const, name: '__typename' }, { kind: 'Field' as const, name: text }] }];
    const entity = { ...plain('__typename', 'T'), ...plain(text, text === '__typename' ? 'T' : 'x') };
    const represent = compileRepresentation(selections, () => true);
    expect(represent(entity)).toEqual(entity);
    if (text !== '__typename') expect(compileKeyOf(selections)(entity)).toBe('T:x');
  }
});

/** The words that generated code is made of, beside what is quoted. */
const WORDS = new Set(('use strict return function project represent undefined null if else let const for typeof new Array length isArray Object hasOwn Number isFinite isInteger String has '
  + 'push prefix report missing invalid unresolved pick isObjectTypeName mergeBelow JSON stringify a d e i n o s t v w x').split(' '));
const NUMBERED = /^(c|v|p|rv|list|object|merge)\d+$/;

it('has no word in it that came with a document, a schema or data', async () => {
  const sources: string[] = [];
  const { Function: original } = globalThis;
  globalThis.Function = new Proxy(original, {
    construct: (target, args: string[]) => {
      sources.push(args.at(-1) ?? '');
      return Reflect.construct(target, args);
    },
  });
  try {
    for (const definition of [shop, media, mashup]) {
      const world = openWorld(definition);
      for (let seed = 1; seed <= 25; seed += 1) {
        world.use(definition.createData());
        await world.execute(generateOperation(world.planner.apiSchema, createRandom(seed)));
      }
    }
  } finally {
    globalThis.Function = original;
  }
  expect(sources.length).toBeGreaterThan(100);
  const words = sources.flatMap((source) => source.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
  expect([...new Set(words)].filter((word) => !WORDS.has(word) && !NUMBERED.test(word))).toEqual([]);
});
