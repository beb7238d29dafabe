import {
  Kind, type DirectiveNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type InlineFragmentNode,
  type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import { isDefer } from '../../planning/settle-defers.js';

/** One field on the way to a deferred fragment. */
export interface WayStep {
  /** The types that the object before it must have, all of them. */
  readonly conditions: readonly string[];
  readonly field: FieldNode;
}

/** A fragment that is answered later. */
export interface DeferredPart {
  /** Its label in the plan. */
  readonly id: string;
  /** As the client wrote it. */
  readonly label: string | undefined;
  /** What has to be answered before: the deferred fragment around it. */
  readonly parent: DeferredPart | undefined;
  readonly way: readonly WayStep[];
  readonly conditions: readonly string[];
  /** Without what is deferred in it. */
  readonly selectionSet: SelectionSetNode;
}

export interface SplitOperation {
  /** For the planner: each `@defer` with a label of its own, spreads unfolded. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** What is answered at once. */
  readonly primary: SelectionSetNode;
  readonly parts: readonly DeferredPart[];
}

interface Around {
  readonly way: readonly WayStep[];
  readonly conditions: readonly string[];
  readonly parent: DeferredPart | undefined;
}

interface Halves {
  readonly planned: SelectionSetNode;
  readonly kept: SelectionSetNode;
}

/**
 * Splits an operation, of which conditions and defers are settled, into what is answered at once and what
 * later. A fragment that is spread in two places is two parts.
 */
export function splitDefers(document: DocumentNode, operation: OperationDefinitionNode): SplitOperation {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const parts: DeferredPart[] = [];

  const splitSet = ({ selections }: SelectionSetNode, around: Around): Halves => {
    const halves = selections.flatMap((selection) => split(selection, around) ?? []);
    return { planned: toSet(halves.map(({ planned }) => planned)), kept: toSet(halves.flatMap(({ kept }) => kept ?? [])) };
  };

  const split = (selection: SelectionNode, around: Around): { readonly planned: SelectionNode; readonly kept?: SelectionNode } | undefined => {
    if (selection.kind === Kind.FIELD) return splitField(selection, around);
    const fragment: InlineFragmentNode | FragmentDefinitionNode | undefined =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return undefined;
    const { typeCondition } = fragment;
    const conditions = typeCondition ? [...around.conditions, typeCondition.name.value] : around.conditions;
    const write = (selectionSet: SelectionSetNode, directives: readonly DirectiveNode[]): InlineFragmentNode =>
      ({ kind: Kind.INLINE_FRAGMENT, ...(typeCondition && { typeCondition }), directives, selectionSet });
    const defer = selection.directives?.find(isDefer);
    if (!defer) {
      const { planned, kept } = splitSet(fragment.selectionSet, { ...around, conditions });
      return { planned: write(planned, []), kept: write(kept, []) };
    }
    const id = `d${parts.length}`;
    const at = parts.push(null as never) - 1;
    const part = { id, label: readLabel(defer), parent: around.parent, way: around.way, conditions, selectionSet: toSet([]) };
    const { planned, kept } = splitSet(fragment.selectionSet, { ...around, conditions, parent: part });
    part.selectionSet = kept;
    parts[at] = part;
    return { planned: write(planned, [toDefer(id)]) };
  };

  const splitField = (field: FieldNode, { way, conditions, parent }: Around) => {
    if (!field.selectionSet) return { planned: field, kept: field };
    const { planned, kept } = splitSet(field.selectionSet, { way: [...way, { conditions, field }], conditions: [], parent });
    return { planned: { ...field, selectionSet: planned }, kept: { ...field, selectionSet: kept } };
  };

  const { planned, kept } = splitSet(operation.selectionSet, { way: [], conditions: [], parent: undefined });
  const whole = { ...operation, selectionSet: planned };
  return { document: { kind: Kind.DOCUMENT, definitions: [whole] }, operation: whole, primary: kept, parts };
}

const toSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

const toDefer = (label: string): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'defer' },
  arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'label' }, value: { kind: Kind.STRING, value: label } }],
});

function readLabel({ arguments: args = [] }: DirectiveNode): string | undefined {
  const value = args.find(({ name }) => name.value === 'label')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
