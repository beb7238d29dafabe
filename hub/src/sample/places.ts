import type { Area } from './divisions.js';

/** Rough middles of the districts, for plausible places in the sample: degrees north and east. */
const MIDDLES: Readonly<Record<string, readonly [number, number]>> = {
  210202: [38.919, 121.645], 210203: [38.915, 121.612], 210204: [38.905, 121.594], 210211: [38.953, 121.525], 210212: [38.852, 121.262],
  210213: [39.05, 121.783], 210214: [39.395, 121.97], 210224: [39.273, 122.588], 210281: [39.627, 122.003], 210283: [39.681, 122.967],
  '2102Z1': [38.865, 121.52], '2102Z2': [39.55, 121.47], '2102Z3': [39.55, 122.6],
};

/** A fixed offset from -1 to 1 for a code. */
const offset = (code: string, salt: number): number => {
  let hash = salt;
  for (const character of code) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % 20_001) / 10_000 - 1;
};

/** A plausible place inside an area; not surveyed. `spread` moves places of one area apart, from -1 to 1 each. */
export function placeIn({ path, code }: Area, spread: readonly [number, number]): { readonly latitude: number; readonly longitude: number } {
  const [latitude, longitude] = MIDDLES[path.split('/')[1] ?? ''] ?? [38.914, 121.615];
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    latitude: round(latitude + offset(code, 7) * 0.03 + spread[0] * 0.004),
    longitude: round(longitude + offset(code, 11) * 0.03 + spread[1] * 0.004),
  };
}
