import type { GraphAnswer } from './graph.js';
import { useWords } from './language.js';
import type { Pillar } from './catalogue.js';
import type { Language, TextKey } from './texts.js';

interface Ratio {
  readonly value: number | null;
}

interface Tier {
  readonly level: string;
  readonly built: number;
}

/** What FourConstructions selects and the cards show; a pillar that did not answer is null. */
interface Area {
  readonly name: string;
  readonly centerSummary: { readonly built: number; readonly coverage: Ratio; readonly byLevel: readonly Tier[] } | null;
  readonly connectionSummary: { readonly fullyConnected: Ratio } | null;
  readonly baseDataSummary: { readonly recordCount: number; readonly qualifier: string } | null;
  readonly gridSummary: { readonly grids: number } | null;
  readonly eventSummary: { readonly onTimeClosure: Ratio } | null;
  readonly disputeSummary: { readonly resolutionRatio: Ratio } | null;
  readonly channelSummary: { readonly registered: number; readonly onlineRatio: Ratio; readonly keyPlaceCoverage: Ratio } | null;
}

type Figure = readonly [label: TextKey, value: string | undefined];

/** The answer to FourConstructions for a reader who does not read JSON: one card a pillar. */
export function AnswerCards({ answer }: { readonly answer: GraphAnswer | null }) {
  const { word, language } = useWords();
  const area = answer?.data?.area as Partial<Area> | null | undefined;
  return (
    <section className="answer" aria-label={word('answer')} aria-live="polite">
      <p className="answer-of">
        {word('answer')}
        {area?.name ? <strong lang="zh-CN">{area.name}</strong> : <span>{word(answer === null ? 'notAsked' : 'noAnswer')}</span>}
      </p>
      {toCards(area ?? {}, language, word('atLeast')).map(([pillar, figures]) => (
        <article key={pillar} className={`card card-${pillar.toLowerCase()}`}>
          <h3>{word(`pillar${pillar}`)}</h3>
          <dl>
            {figures.map(([label, value]) => (
              <div key={label}>
                <dd>{value ?? '—'}</dd>
                <dt>{word(label)}</dt>
              </div>
            ))}
          </dl>
          {pillar === 'CENTER' && <Tiers tiers={area?.centerSummary?.byLevel ?? []} />}
        </article>
      ))}
    </section>
  );
}

const TIERS = { DISTRICT: 'levelDISTRICT', STREET: 'levelSTREET', COMMUNITY: 'levelCOMMUNITY' } as const;

/** Built centers of each tier under the city: the counts that reports are written about. */
function Tiers({ tiers }: { readonly tiers: readonly Tier[] }) {
  const { word, language } = useWords();
  return (
    <ul className="tiers">
      {Object.entries(TIERS).map(([level, label]) => {
        const built = tiers.find((tier) => tier.level === level)?.built;
        return <li key={level}>{word(label)} <strong>{built?.toLocaleString(toLocale(language)) ?? '—'}</strong></li>;
      })}
    </ul>
  );
}

const toLocale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');

function toCards(area: Partial<Area>, language: Language, atLeast: string): readonly (readonly [Pillar, readonly Figure[]])[] {
  const locale = toLocale(language);
  const count = (value: number | undefined) => value?.toLocaleString(locale);
  const share = (ratio: Ratio | undefined) =>
    ratio?.value?.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 });
  const roundly = (value: number) => value.toLocaleString(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const records = area.baseDataSummary;
  return [
    ['CENTER', [
      ['builtCenters', count(area.centerSummary?.built)],
      ['coverage', share(area.centerSummary?.coverage)],
    ]],
    ['INFORMATIZATION', [
      ['baseRecords', records ? `${records.qualifier === 'AT_LEAST' ? atLeast : ''}${roundly(records.recordCount)}` : undefined],
      ['fullyConnected', share(area.connectionSummary?.fullyConnected)],
    ]],
    ['GRID', [
      ['grids', count(area.gridSummary?.grids)],
      ['onTimeClosure', share(area.eventSummary?.onTimeClosure)],
      ['resolution', share(area.disputeSummary?.resolutionRatio)],
    ]],
    ['XUELIANG', [
      ['feeds', count(area.channelSummary?.registered)],
      ['online', share(area.channelSummary?.onlineRatio)],
      ['keyPlaces', share(area.channelSummary?.keyPlaceCoverage)],
    ]],
  ];
}
