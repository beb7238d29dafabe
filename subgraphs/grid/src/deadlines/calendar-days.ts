/** A run of days whose work does not follow from the weekday. */
interface Arrangement {
  readonly name: string;
  /** First and last day off; one day stands for both. */
  readonly off: readonly [first: string, last?: string];
  /** Weekend days that are worked for it. */
  readonly worked?: readonly string[];
}

interface CalendarYear {
  /** Where the year's arrangement is from. */
  readonly source: string;
  /** False while only the days that the law names are known. */
  readonly isAnnounced: boolean;
  readonly arrangements: readonly Arrangement[];
}

/**
 * Holidays and the working days made up for them (节假日与调休), as the General Office of the State Council
 * announces them each November for the year to come. A year that is not here has weekends only; a new one
 * is a new entry.
 */
export const CALENDAR_YEARS: Readonly<Record<number, CalendarYear>> = {
  2025: {
    source: '国务院办公厅关于2025年部分节假日安排的通知', isAnnounced: true,
    arrangements: [
      { name: '元旦', off: ['2025-01-01'] },
      { name: '春节', off: ['2025-01-28', '2025-02-04'], worked: ['2025-01-26', '2025-02-08'] },
      { name: '清明节', off: ['2025-04-04', '2025-04-06'] },
      { name: '劳动节', off: ['2025-05-01', '2025-05-05'], worked: ['2025-04-27'] },
      { name: '端午节', off: ['2025-05-31', '2025-06-02'] },
      { name: '国庆节、中秋节', off: ['2025-10-01', '2025-10-08'], worked: ['2025-09-28', '2025-10-11'] },
    ],
  },
  2026: {
    source: '国务院办公厅关于2026年部分节假日安排的通知', isAnnounced: true,
    arrangements: [
      { name: '元旦', off: ['2026-01-01', '2026-01-03'], worked: ['2026-01-04'] },
      { name: '春节', off: ['2026-02-15', '2026-02-23'], worked: ['2026-02-14', '2026-02-28'] },
      { name: '清明节', off: ['2026-04-04', '2026-04-06'] },
      { name: '劳动节', off: ['2026-05-01', '2026-05-05'], worked: ['2026-05-09'] },
      { name: '端午节', off: ['2026-06-19', '2026-06-21'] },
      { name: '中秋节', off: ['2026-09-25', '2026-09-27'] },
      { name: '国庆节', off: ['2026-10-01', '2026-10-07'], worked: ['2026-09-20', '2026-10-10'] },
    ],
  },
  2027: {
    source: '全国年节及纪念日放假办法', isAnnounced: false,
    arrangements: [
      { name: '元旦', off: ['2027-01-01'] },
      { name: '春节', off: ['2027-02-05', '2027-02-08'] },
      { name: '清明节', off: ['2027-04-05'] },
      { name: '劳动节', off: ['2027-05-01', '2027-05-02'] },
      { name: '端午节', off: ['2027-06-09'] },
      { name: '中秋节', off: ['2027-09-15'] },
      { name: '国庆节', off: ['2027-10-01', '2027-10-03'] },
    ],
  },
};

export interface CalendarDay {
  readonly day: string;
  readonly isWorkingDay: boolean;
  readonly name: string;
  readonly isAnnounced: boolean;
}

const DAY_MS = 86_400_000;

function* daysOf([first, last = first]: Arrangement['off']): Generator<string> {
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) yield new Date(at).toISOString().slice(0, 10);
}

/** The days of a year that are not what their weekday says, in order; none where the year is not known. */
export function listCalendarDays(year: number): readonly CalendarDay[] {
  const { arrangements, isAnnounced } = CALENDAR_YEARS[year] ?? { arrangements: [], isAnnounced: false };
  return arrangements.flatMap(({ name, off, worked = [] }) => [
    ...[...daysOf(off)].map((day) => ({ day, isWorkingDay: false, name, isAnnounced })),
    ...worked.map((day) => ({ day, isWorkingDay: true, name, isAnnounced })),
  ]).sort((one, other) => (one.day < other.day ? -1 : 1));
}
