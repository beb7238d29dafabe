/** Position types of GB/T 28181, 1 to 10, as implementations use them. */
const POSITION_TYPES: Readonly<Record<number, readonly [name: string, nameEn: string]>> = {
  1: ['省际检查站', 'Checkpoint'],
  2: ['党政机关', 'Government'],
  3: ['车站码头', 'Station or port'],
  4: ['中心广场', 'Square'],
  5: ['体育场馆', 'Stadium'],
  6: ['商业中心', 'Commercial centre'],
  7: ['宗教场所', 'Religious site'],
  8: ['校园周边', 'Surroundings of a school'],
  9: ['治安复杂区域', 'Area of complex security'],
  10: ['交通干线', 'Trunk road'],
};

export const POSITION_TYPE_RANGE = [1, 10] as const;

export function toPositionType(code: number) {
  const [name, nameEn] = POSITION_TYPES[code] ?? ['', ''];
  return { scheme: 'GB/T 28181 position', version: '2016', code: String(code), name, nameEn };
}
