import { isInterfaceType, isObjectType, type GraphQLAbstractType } from 'graphql';
import type { SelectedType, Selecting } from './collect-fields.js';
import { reporting } from './completion-errors.js';
import type { Project } from './write-completion.js';

/**
 * Chooses by `__typename` how an object of an interface or union is written. A subgraph that knows an
 * interface only as `@interfaceObject` names no type, or the interface: then the object is written as
 * one of the interface itself.
 *
 * See https://spec.graphql.org/draft/#ResolveAbstractType()
 */
export function compileAbstract({ schema }: Selecting, abstract: GraphQLAbstractType, compile: (type: SelectedType) => Project): Project {
  const projections = new Map<unknown, Project>();

  const choose = (name: unknown): Project => {
    if (name === undefined || name === abstract.name) return isInterfaceType(abstract) ? compile(abstract) : refuse;
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    const isKnown = (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type);
    return isKnown ? compile(type) : refuse;
  };
  const refuse: Project = (_data, errors) => {
    reporting.unresolved(errors, abstract.name);
    return undefined;
  };

  return (data, errors) => {
    const name = data.__typename;
    let project = projections.get(name);
    if (!project) {
      project = choose(name);
      // What is refused is not kept: the names come from outside.
      if (project !== refuse) projections.set(name, project);
    }
    return project(data, errors);
  };
}
