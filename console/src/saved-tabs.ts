import { SAVED_TEXTS } from './catalogue.js';

/** Where GraphiQL keeps its tabs. */
const TABS = 'graphiql:tabState';

/**
 * GraphiQL restores the tabs of the last visit and adds one for the first example. Tabs that
 * only show a saved operation would pile up: they go, and what a person wrote stays.
 */
export function dropUntouchedTabs(): void {
  try {
    const state = JSON.parse(localStorage.getItem(TABS) ?? 'null') as { tabs?: readonly { query?: string | null }[] } | null;
    const tabs = state?.tabs?.filter(({ query }) => !SAVED_TEXTS.has((query ?? '').trim())) ?? [];
    if (tabs.length > 0) localStorage.setItem(TABS, JSON.stringify({ tabs, activeTabIndex: 0 }));
    else localStorage.removeItem(TABS);
  } catch {
    // Storage is closed or holds something else: GraphiQL then starts afresh.
  }
}
