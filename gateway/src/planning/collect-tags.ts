import { Kind, type DocumentNode } from 'graphql';

/**
 * Which fields carry which tags.
 *
 * See https://specs.apollo.dev/tag/v0.3/
 */
export function collectTags(supergraph: DocumentNode): (tag: string, typename: string, field: string) => boolean {
  const tagged = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name: field, directives } of definition.fields ?? []) {
      for (const { name, arguments: args } of directives ?? []) {
        const value = name.value === 'tag' ? args?.find((argument) => argument.name.value === 'name')?.value : undefined;
        if (value?.kind === Kind.STRING) tagged.add(`${value.value} ${definition.name.value}.${field.value}`);
      }
    }
  }
  return (tag, typename, field) => tagged.has(`${tag} ${typename}.${field}`);
}
