import {
  isAbstractType, isLeafType, isListType, isNonNullType, isObjectType,
  type FieldNode, type GraphQLNullableType, type GraphQLOutputType, type SelectionSetNode,
} from 'graphql';
import { compileAbstract } from './compile-abstract.js';
import type { SelectedType, Selecting } from './collect-fields.js';
import { reporting, type CompletionError } from './completion-errors.js';
import { checkLeaf } from './leaf-checks.js';
import { makeFunction } from './write-source.js';

export type Data = Readonly<Record<string, unknown>>;

/** Writes one object of the answer; undefined when a null may not stay where it was found. */
export type Project = (data: Data, errors: CompletionError[], introspection?: Data) => Data | undefined;

export type CompileObject = (projecting: Projecting, type: SelectedType, selectionSets: readonly SelectionSetNode[]) => Project;

export interface Projecting extends Selecting {
  dataKeyOf(field: FieldNode, parent: string): string;
}

/** Where a value stands. All but the last are source text. */
export interface Place {
  /** The variable that holds the value before and after. */
  readonly v: string;
  readonly key: string;
  /** Quoted name, for messages. */
  readonly field: string;
  /** The statement that gives up the object or list around the value. */
  readonly bubble: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

/**
 * Writes the source of one object's projection. Nulls climb as the specification says; an error's path
 * grows only when there is an error.
 *
 * See https://spec.graphql.org/draft/#CompleteValue()
 */
export function createSourceWriter(projecting: Projecting, compileObject: CompileObject) {
  const bound: Record<string, unknown> = { report: reporting };
  const functions: string[] = [];
  const bind = (value: unknown): string => {
    const name = `c${Object.keys(bound).length}`;
    bound[name] = value;
    return name;
  };

  const complete = (type: GraphQLOutputType, place: Place): string => {
    const { v, key, field, bubble } = place;
    if (isNonNullType(type)) {
      return `if (${v} == null) { report.missing(e, ${field}, ${key}); ${bubble} } else ${present(type.ofType, place, bubble)}`;
    }
    return `if (${v} == null) ${v} = null; else ${present(type, place, `${v} = null;`)}`;
  };

  const present = (type: GraphQLNullableType & GraphQLOutputType, place: Place, onFailure: string): string => {
    const { v, key, field } = place;
    if (isLeafType(type)) {
      const { test, otherwise } = checkLeaf(type, v, bind);
      const fail = `{ report.invalid(e, ${field}, ${key}); ${onFailure} }`;
      return `if (!(${test})) ${otherwise === undefined ? fail : `{ ${v} = ${otherwise}; if (${v} === undefined) ${fail} }`}`;
    }
    const call = isListType(type) ? writeList(type.ofType, place) : writeObject(type, place);
    return `{ n = e.length; ${v} = ${call}(${v}, e); if (e.length !== n) report.prefix(e, n, ${key}); if (${v} === undefined) { ${onFailure} } }`;
  };

  const writeList = (itemType: GraphQLOutputType, place: Place): string => {
    const name = `list${functions.length}`;
    const at = functions.push('') - 1;
    const item = complete(itemType, { ...place, v: 'v', key: 'i', bubble: 'return undefined;' });
    functions[at] = `function ${name}(a, e) {
      if (!Array.isArray(a)) { report.invalid(e, ${place.field}); return undefined; }
      let n;
      const o = new Array(a.length);
      for (let i = 0; i < a.length; i += 1) { let v = a[i]; ${item} o[i] = v; }
      return o;
    }`;
    return name;
  };

  const writeObject = (type: GraphQLOutputType, { field, selectionSets }: Place): string => {
    const name = `object${functions.length}`;
    const at = functions.push('') - 1;
    const link = bind(isObjectType(type)
      ? () => compileObject(projecting, type, selectionSets)
      : () => isAbstractType(type) && compileAbstract(projecting, type, (concrete) => compileObject(projecting, concrete, selectionSets)));
    functions[at] = `let p${at};
    function ${name}(d, e) {
      if (typeof d !== "object" || Array.isArray(d)) { report.invalid(e, ${field}); return undefined; }
      return (p${at} ??= ${link}())(d, e);
    }`;
    return name;
  };

  return { complete, make: (body: string): Project => makeFunction<Project>(bound, `${functions.join('\n')}\n${body}`) };
}
