import { Kind, visit, type DocumentNode, type SelectionNode } from 'graphql';
import type { Delivery } from '../../src/execution/defer/deliver-parts.js';
import type { Random } from './random.js';

/** The same operation with some of its selections in deferred fragments, some of them inside of each other. */
export function deferSome(document: DocumentNode, random: Random): DocumentNode {
  let labels = 0;
  return visit(document, {
    SelectionSet: {
      leave: ({ selections, ...set }) => {
        if (!random.chance(0.4)) return undefined;
        const at = random.below(selections.length);
        const deferred: SelectionNode = {
          kind: Kind.INLINE_FRAGMENT,
          directives: [{
            kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' },
            arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'label' }, value: { kind: Kind.STRING, value: `part ${labels++}` } }],
          }],
          selectionSet: { kind: Kind.SELECTION_SET, selections: selections.slice(at) },
        };
        return { ...set, selections: [...selections.slice(0, at), deferred] };
      },
    },
  });
}

/** Puts an answer together as a client does; throws where a part has no place in it. */
export function applyDelivery(data: unknown, { incremental }: Delivery): void {
  for (const { path, data: part, label } of incremental) {
    const target: any = path.reduce((value: any, key) => value?.[key], data);
    if (typeof target !== 'object' || target === null) throw new Error(`The part ${label} has no place at ${path.join('.')}.`);
    if (part) merge(target, part);
  }
}

function merge(target: any, source: any): void {
  for (const [key, value] of Object.entries<any>(source)) {
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    if (typeof known === 'object' && known !== null && typeof value === 'object' && value !== null) merge(known, value);
    // A field may be called __proto__.
    else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  }
}
