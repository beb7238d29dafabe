import { describe, expect, it } from '@jest/globals';
import { describeSample } from './describe.js';
import { planSample, type PillarState, type SampleCity } from './state.js';

const city: SampleCity = { areaCode: '2102', anchorDate: '2018-01-08', seed: 1, events: 10, disputes: 5 };
const states = (centers: PillarState, informatization: PillarState, grid: PillarState, video: PillarState) =>
  ({ centers, informatization, grid, video });

describe('planSample', () => {
  it.each([
    ['nothing anywhere', null, states('EMPTY', 'EMPTY', 'EMPTY', 'EMPTY'),
      { kind: 'load', pillars: ['centers', 'informatization', 'grid', 'video'] }],
    ['a load that broke off after the centers', city, states('SAMPLE', 'EMPTY', 'EMPTY', 'SAMPLE'),
      { kind: 'resume', pillars: ['informatization', 'grid'], city }],
    ['the whole sample', city, states('SAMPLE', 'SAMPLE', 'SAMPLE', 'SAMPLE'), { kind: 'keep', city }],
    ['real centers', null, states('OTHER', 'EMPTY', 'EMPTY', 'EMPTY'), { kind: 'refuse', pillars: ['centers'], city: null }],
    ['real channels only', null, states('EMPTY', 'EMPTY', 'EMPTY', 'OTHER'), { kind: 'refuse', pillars: ['video'], city: null }],
    ['sample rows without the city that they belong to', null, states('EMPTY', 'SAMPLE', 'EMPTY', 'EMPTY'),
      { kind: 'refuse', pillars: ['informatization'], city: null }],
    ['real data beside the centers of a sample', city, states('SAMPLE', 'EMPTY', 'OTHER', 'EMPTY'),
      { kind: 'refuse', pillars: ['grid'], city }],
  ] as const)('%s', (_name, known, found, expected) => {
    expect(planSample(known, found)).toEqual(expected);
  });
});

describe('describeSample', () => {
  it.each([
    [{ kind: 'load', pillars: [] }, city, 'An empty database was filled with the sample city of 2018-01-08.'],
    [{ kind: 'resume', pillars: ['grid', 'video'], city }, city, 'The sample city of 2018-01-08 was loaded in part; grid, video followed now.'],
    [{ kind: 'keep', city }, city, 'The database holds the sample city of 2018-01-08.'],
    [{ kind: 'refuse', pillars: ['centers', 'video'], city: null }, null,
      'No sample city, because centers, video hold data already: set HUB_SAMPLE_CITY=false, or give the hub an empty database.'],
    [{ kind: 'refuse', pillars: ['grid'], city }, city,
      'The sample city of 2018-01-08 stays incomplete, because grid holds other data: empty what is not the sample\'s.'],
    [null, null, 'No sample city is asked for. HUB_SAMPLE_CITY=true fills an empty database with one.'],
    [null, city, 'HUB_SAMPLE_CITY is false, but the database holds the sample city of 2018-01-08: it stays marked as a sample.'],
  ] as const)('%j', (plan, known, line) => {
    expect(describeSample(plan, known)).toBe(line);
  });
});
