import type { SampleCity, SamplePlan } from './state.js';

/** One line for the person at the terminal: whether the data are made up, and why. `plan` is null when it was not asked for. */
export function describeSample(plan: SamplePlan | null, city: SampleCity | null): string {
  if (!plan) {
    return city
      ? `HUB_SAMPLE_CITY is false, but the database holds the sample city of ${city.anchorDate}: it stays marked as a sample.`
      : 'No sample city is asked for. HUB_SAMPLE_CITY=true fills an empty database with one.';
  }
  switch (plan.kind) {
    case 'load': return `An empty database was filled with the sample city of ${city?.anchorDate}.`;
    case 'resume': return `The sample city of ${plan.city.anchorDate} was loaded in part; ${plan.pillars.join(', ')} followed now.`;
    case 'keep': return `The database holds the sample city of ${plan.city.anchorDate}.`;
    case 'refuse': {
      const holders = `${plan.pillars.join(', ')} ${plan.pillars.length === 1 ? 'holds' : 'hold'}`;
      return plan.city
        ? `The sample city of ${plan.city.anchorDate} stays incomplete, because ${holders} other data: empty what is not the sample's.`
        : `No sample city, because ${holders} data already: set HUB_SAMPLE_CITY=false, or give the hub an empty database.`;
    }
  }
}
