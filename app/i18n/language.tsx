import { createContext, useContext, type ReactNode } from 'react';
import type { Language, Words } from '../domain/words.ts';

const LanguageContext = createContext<Language>('zh');

/** Sets the tongue of everything inside. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>;
}

/** The tongue in use. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Picks the text in the tongue in use: `const t = useText(); t(words.title)`. */
export function useText(): (pair: Words) => string {
  const language = useContext(LanguageContext);
  return (pair) => pair[language];
}
