import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import { TEXTS, type Bilingual, type Language, type TextKey } from './texts.js';

const STORAGE_KEY = 'sizhu:language';

const isLanguage = (value: string | null): value is Language => value === 'zh' || value === 'en';

/** `?lang=` first, then the choice made before; Chinese where there is neither. */
function readLanguage(): Language {
  const choices = [new URLSearchParams(location.search).get('lang'), readStored()];
  return choices.find(isLanguage) ?? 'zh';
}

/** A browser may forbid storage; the page then forgets the choice and works on. */
function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function store(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // See readStored.
  }
}

export function useLanguageChoice() {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    store(chosen);
    const url = new URL(location.href);
    if (url.searchParams.has('lang')) {
      url.searchParams.set('lang', chosen);
      history.replaceState(null, '', url);
    }
    setLanguage(chosen);
  }, []);
  return [language, choose] as const;
}

export const LanguageContext = createContext<Language>('zh');

/** The page's words, and a picker for data that comes in both languages. */
export function useWords() {
  const language = useContext(LanguageContext);
  return {
    language,
    word: (key: TextKey): string => TEXTS[key][language],
    pick: (text: Bilingual): string => text[language],
  };
}
