import type { Hub } from './hub.js';
import { useWords } from './language.js';
import { ReadinessLine } from './readiness.js';
import { LANGUAGES, type Language } from './texts.js';

interface Props {
  readonly hub: Hub | null;
  readonly onLanguage: (language: Language) => void;
}

export function PageHeader({ hub, onLanguage }: Props) {
  const { word, language } = useWords();
  return (
    <header className="page-header">
      <a className="skip" href="#operation-title">{word('skip')}</a>
      <h1>
        <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 7h24M8 10v14M13.3 10v14M18.7 10v14M24 10v14M4 27h24" /></svg>
        四柱 <span lang="en">Sizhu</span>
      </h1>
      <p className="tagline">{word('tagline')}</p>
      <p className="city">
        {hub?.name && <strong lang="zh-CN">{hub.name}</strong>}
        {hub?.sample && <mark title={word('sampleHint')}>{word('sample')}</mark>}
        {hub?.anchorDate && <span className="anchor">{word('dataDate')} {hub.anchorDate}</span>}
      </p>
      <ReadinessLine />
      <div className="languages" role="group" aria-label={word('language')}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <button
            key={code}
            type="button"
            lang={code === 'zh' ? 'zh-CN' : 'en'}
            aria-pressed={language === code}
            onClick={() => onLanguage(code as Language)}
          >
            {name}
          </button>
        ))}
      </div>
    </header>
  );
}
