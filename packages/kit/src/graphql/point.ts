import library from 'gcoord';

// Its types tell of a default export inside of what it really exports.
const gcoord = library as unknown as typeof library.default;

/** Degrees, WGS-84. */
export interface GroundPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** A ten-millionth of a degree is a centimetre: the rest is noise of the conversion. */
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/**
 * Shifts a point as maps published in China draw it.
 *
 * Whether it lies in China is told by a rectangle around the country, as the maps themselves do: near a
 * border a foreign place is shifted too, on the map as here. Outside of it the point comes back unchanged.
 */
export function toGcj02({ latitude, longitude }: GroundPoint): GroundPoint {
  const [east, north] = gcoord.transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02);
  return east === longitude && north === latitude ? { latitude, longitude } : { latitude: round(north), longitude: round(east) };
}

/** What every pillar that tells of a place resolves alike. */
export const Point = { gcj02: toGcj02 };
