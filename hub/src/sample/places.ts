import { toDistrictCode, type Area } from './divisions.js';
import { createRandom, type Random } from './random.js';

/** About the middle of each district, and how far its streets lie from it; all in degrees. */
const middles: Readonly<Record<string, readonly [latitude: number, longitude: number, spread: number]>> = {
  '210202': [38.917, 121.648, 0.014],
  '210203': [38.913, 121.613, 0.011],
  '210204': [38.907, 121.59, 0.015],
  '210211': [38.96, 121.52, 0.05],
  '210212': [38.86, 121.24, 0.04],
  '210213': [39.11, 121.83, 0.09],
  '210214': [39.55, 122.05, 0.16],
  '210224': [39.27, 122.59, 0.03],
  '210281': [39.7, 121.95, 0.2],
  '210283': [39.85, 122.95, 0.16],
  '2102Z1': [38.868, 121.525, 0.018],
  '2102Z2': [39.55, 121.43, 0.03],
  '2102Z3': [39.57, 122.56, 0.03],
};

export interface Places {
  /** A made-up spot in the area. */
  spotIn(area: Area, random: Random): readonly [latitude: number, longitude: number];
}

export function createPlaces(areas: readonly Area[], seed: number): Places {
  const random = createRandom(seed, 'places');
  const around = ([latitude, longitude]: readonly [number, number], spread: number, source: Random) =>
    [latitude + (source.next() * 2 - 1) * spread, longitude + (source.next() * 2 - 1) * spread * 1.25] as const;
  const centers = new Map<string, readonly [number, number, number]>();
  for (const area of areas) {
    const [latitude, longitude, spread] = middles[toDistrictCode(area.path)] ?? [38.914, 121.615, 0.01];
    const above = centers.get(area.parentCode ?? '');
    if (area.level === 'STREET') centers.set(area.code, [...around([latitude, longitude], spread, random), spread / 4]);
    else if (area.level === 'COMMUNITY' && above) centers.set(area.code, [...around([above[0], above[1]], above[2], random), above[2] / 3]);
    else centers.set(area.code, [latitude, longitude, spread]);
  }
  return {
    spotIn(area, source) {
      const [latitude, longitude, spread] = centers.get(area.code) ?? [38.914, 121.615, 0.01];
      const [north, east] = around([latitude, longitude], spread, source);
      return [round(north), round(east)];
    },
  };
}

const round = (degrees: number) => Math.round(degrees * 1_000_000) / 1_000_000;
