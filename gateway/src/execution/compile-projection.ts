import { isInterfaceType, type FieldNode, type SelectionSetNode } from 'graphql';
import { collectFields, isTypeDecisive, type SelectedType } from './collect-fields.js';
import { createSourceWriter, type Data, type Project, type Projecting } from './write-completion.js';
import { property, quote, read } from './write-source.js';

/**
 * Compiles how an object of `type` is written: the fields of the specification's CollectFields, each
 * completed. Objects below it are compiled when the first one of their type is met.
 *
 * See https://spec.graphql.org/draft/#ExecuteSelectionSet()
 */
export function compileObject(projecting: Projecting, type: SelectedType, selectionSets: readonly SelectionSetNode[]): Project {
  const fields = collectFields(projecting, type, selectionSets);
  const writer = createSourceWriter(projecting, compileObject);
  if (isInterfaceType(type) && isTypeDecisive(projecting, type, selectionSets)) return writer.make(`return function project(d, e) { report.unresolved(e, ${quote(type.name)}); return undefined; };`);

  const statements: string[] = [];
  const properties: string[] = [];
  for (const [key, nodes] of fields) {
    const v = `v${properties.length}`;
    properties.push(property(key, v));
    statements.push(writeField(key, nodes, v));
  }
  return writer.make(`return function project(d, e, x) {\nlet n;\n${statements.join('\n')}\nreturn {${properties.join(', ')}};\n};`);

  function writeField(key: string, nodes: readonly FieldNode[], v: string): string {
    const [first] = nodes as [FieldNode];
    const name = first.name.value;
    if (name === '__typename') {
      return isInterfaceType(type)
        ? `report.unresolved(e, ${quote(type.name)}); return undefined;\nlet ${v};`
        : `const ${v} = ${quote(type.name)};`;
    }
    if (name === '__schema' || name === '__type') return `const ${v} = ${read('x', key)} ?? null;`;
    const field = type.getFields()[name];
    if (!field) throw new Error(`The type ${type.name} has no field ${name}.`);
    const completion = writer.complete(field.type, {
      v, key: quote(key), field: quote(`${type.name}.${name}`), bubble: 'return undefined;',
      selectionSets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    });
    return `let ${v} = ${read('d', projecting.dataKeyOf(first, type.name))};\n${completion}`;
  }
}

export type { Data, Project, Projecting };
