import { definePillar } from '../pillar-config.ts';

export default definePillar('video');
