import type { DayReason } from './calendar.ts';

/** English names of the holidays in the notices; an unknown name stays Chinese. */
const HOLIDAY_EN: ReadonlyMap<string, string> = new Map([
  ['元旦', "New Year's Day"],
  ['春节', 'Spring Festival'],
  ['清明节', 'Tomb-sweeping Day'],
  ['劳动节', 'Labour Day'],
  ['端午节', 'Dragon Boat Festival'],
  ['中秋节', 'Mid-autumn Festival'],
  ['国庆节', 'National Day'],
]);

/** The reason in both tongues, e.g. `春节放假` and `Spring Festival holiday`. */
export function dayReasonWords(reason: DayReason): { zh: string; en: string } {
  switch (reason.code) {
    case 'weekday':
      return { zh: '工作日', en: 'working day' };
    case 'weekend':
      return { zh: '周末', en: 'weekend' };
    case 'holiday':
      return { zh: `${reason.name}放假`, en: `${holidayEn(reason.name)} holiday` };
    case 'make-up':
      return { zh: `${reason.name}调休上班`, en: `make-up working day for ${holidayEn(reason.name)}` };
    case 'statutory':
      return { zh: `${reason.name}（法定节假日）`, en: `${holidayEn(reason.name)} (statutory holiday)` };
  }
}

function holidayEn(name: string): string {
  return name
    .split('、')
    .map((part) => HOLIDAY_EN.get(part) ?? part)
    .join(' and ');
}
