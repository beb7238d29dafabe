import type { Draft } from './draft.js';

/** Takes away from a federation whatever its fault stands without: fields, places, arguments, types, directives. */
export async function shrinkDraft(draft: Draft, stillFails: (smaller: Draft) => Promise<boolean>, attempts = 250): Promise<Draft> {
  let smallest = draft;
  let left = attempts;
  for (let at = 0; at < piecesOf(smallest).length && left > 0;) {
    const smaller = structuredClone(smallest);
    piecesOf(smaller)[at]?.();
    left -= 1;
    if (await stillFails(smaller).catch(() => false)) smallest = smaller;
    else at += 1;
  }
  return smallest;
}

type Removal = () => void;

/** The largest pieces first. */
function piecesOf(draft: Draft): readonly Removal[] {
  const within = <T>(list: T[]): readonly Removal[] => list.map((item) => () => { list.splice(list.indexOf(item), 1); });
  const fields = draft.types.flatMap((type) => type.fields);
  return [
    ...draft.types.map(({ name }) => () => {
      draft.types = draft.types.filter((type) => type.name !== name);
      for (const type of draft.types) {
        type.fields = type.fields.filter((field) => field.type.replaceAll(/[[\]!]/g, '') !== name);
        for (const place of type.places) place.members = place.members.filter((member) => member !== name);
        for (const place of type.places) place.interfaces = place.interfaces.filter((one) => one !== name);
      }
    }),
    ...draft.types.flatMap((type) => within(type.fields)),
    ...draft.types.flatMap((type) => within(type.places)),
    ...fields.flatMap((field) => within(field.args)),
    ...fields.flatMap((field) => within(field.places)),
    ...fields.flatMap((field) => field.places.flatMap((place) => within(place.directives))),
    ...draft.types.flatMap((type) => type.places.flatMap((place) => [...within(place.interfaces), ...within(place.members), ...within(place.directives)])),
  ];
}
