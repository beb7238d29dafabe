import { startPillar } from '@sizhu/testkit';
import { createSubgraph } from '../src/subgraph.js';

export { newKey, type Pillar } from '@sizhu/testkit';

/** The moment at which all tests of this pillar begin: a Tuesday. */
export const NOW = new Date('2026-11-24T10:00:00+08:00');

export const startCentersPillar = () => startPillar({ name: 'centers', createSubgraph, now: NOW });

/** A city with one district, a street of it and their centers; the street's is not built. */
export const SMALL_REGISTRY = `
  INSERT INTO area (code, name, level, parent_code, path, roster_version, valid_from, provenance) VALUES
    ('2102', '大连市', 'CITY', NULL, '2102', 'x', '2017-01-01', 'REGISTERED'),
    ('210203', '西岗区', 'DISTRICT', '2102', '2102/210203', 'x', '2017-01-01', 'REGISTERED'),
    ('210203001', '香炉礁街道', 'STREET', '210203', '2102/210203/210203001', 'x', '2017-01-01', 'REGISTERED');
  INSERT INTO organization (id, name, kind, area_code, provenance) VALUES
    ('O-CITY', '市综治办', 'GOVERNANCE_OFFICE', '2102', 'REGISTERED'), ('O-DISTRICT', '西岗区综治办', 'GOVERNANCE_OFFICE', '210203', 'REGISTERED');
  INSERT INTO center (id, area_code, area_path, name, level, kind, status, built_on, provenance) VALUES
    ('C2102', '2102', '2102', '大连市综治中心', 'CITY', 'CENTER', 'OPERATING', '2016-01-01', 'REGISTERED'),
    ('C210203', '210203', '2102/210203', '西岗区综治中心', 'DISTRICT', 'CENTER', 'OPERATING', '2016-01-01', 'REGISTERED'),
    ('C210203001', '210203001', '2102/210203/210203001', '香炉礁街道综治中心', 'STREET', 'CENTER', 'PLANNED', NULL, 'REGISTERED');`;
