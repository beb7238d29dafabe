import { pinyin } from 'pinyin-pro';

/** Pinyin initials of a Chinese name, with its Latin letters and digits: 西岗区 is xgq. Never empty: what has none is "-". */
export function toSearchKey(name: string): string {
  const initials = pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
  return initials.replace(/[^a-z0-9]/g, '') || '-';
}
