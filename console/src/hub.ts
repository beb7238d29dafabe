import { useEffect, useState } from 'react';

/** `GET hub.json`: what this hub holds. */
export interface Hub {
  readonly name?: string;
  readonly sample?: boolean;
  /** Day on which a sample city's clock stands. */
  readonly anchorDate?: string;
  readonly version?: string;
}

/** Null while unknown, and for good where the hub publishes nothing about itself. */
export function useHub(): Hub | null {
  const [hub, setHub] = useState<Hub | null>(null);
  useEffect(() => {
    fetch('hub.json')
      .then((response) => (response.ok ? response.json() : null))
      .then(setHub, () => setHub(null));
  }, []);
  return hub;
}

/** A sample city lives on its anchor day; a real one lives now. */
export function nowOf(hub: Hub | null): Date {
  const anchor = hub?.sample && hub.anchorDate ? new Date(`${hub.anchorDate}T00:00:00+08:00`) : null;
  return anchor && !Number.isNaN(anchor.getTime()) ? anchor : new Date();
}
