import { describe, expect, it } from '@jest/globals';
import { toGcj02 } from './point.js';

/** Metres between two points that are close together. */
const metres = (one: { latitude: number; longitude: number }, other: { latitude: number; longitude: number }): number =>
  Math.hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * Math.cos((one.latitude * Math.PI) / 180)) * 111_195;

describe('a point in GCJ-02', () => {
  // Pairs that other implementations of the algorithm are tested with.
  it.each([
    ['Beijing', { latitude: 39.911954, longitude: 116.377817 }, { latitude: 39.9133455, longitude: 116.3840472 }],
    ['Shanghai', { latitude: 31.1774276, longitude: 121.5272106 }, { latitude: 31.1753040, longitude: 121.5315419 }],
    ['Shenzhen', { latitude: 22.543847, longitude: 113.912316 }, { latitude: 22.5407961, longitude: 113.9171765 }],
  ])('%s is shifted', (_name, point, expected) => {
    expect(metres(toGcj02(point), expected)).toBeLessThan(1);
  });

  it('lies a hundred to a thousand metres off, everywhere in Dalian', () => {
    for (let latitude = 38.7; latitude < 40.2; latitude += 0.1) {
      for (let longitude = 121; longitude < 123.5; longitude += 0.1) {
        const away = metres({ latitude, longitude }, toGcj02({ latitude, longitude }));
        expect(away).toBeGreaterThan(100);
        expect(away).toBeLessThan(1_000);
      }
    }
  });

  it.each([
    ['London', { latitude: 51.50735091234, longitude: -0.12775891234 }],
    ['Tokyo', { latitude: 35.681236, longitude: 139.767125 }],
    ['Sydney', { latitude: -33.856784, longitude: 151.215297 }],
    ['where the degrees begin', { latitude: 0, longitude: 0 }],
  ])('%s stays where it is', (_name, point) => {
    expect(toGcj02(point)).toEqual(point);
  });
});
