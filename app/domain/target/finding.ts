import { type Words, words } from '../words.ts';
import { formatAmount, formatDerived, formatShare, roundAmount, withUnit } from './amount.ts';
import { isLimit } from './path.ts';
import { SOURCES } from './plan.ts';
import type { SourceSeries, TargetStanding } from './standing.ts';

function joined(parts: readonly Words[]): Words {
  return words(`${parts.map(({ zh }) => zh).join('，')}。`, `${parts.map(({ en }) => en).join('; ')}.`);
}

function valuePart({ target, value, judgement }: TargetStanding, asAt: string): Words {
  const amount = withUnit(formatAmount(value ?? 0), target.unit);
  const share = judgement.share === null ? null : formatShare(judgement.share);
  return words(
    `截至 ${asAt} 为 ${amount.zh}${share === null ? '' : `，是目标值的 ${share}`}`,
    `${amount.en} as at ${asAt}${share === null ? '' : `, ${share} of the target value`}`,
  );
}

function pacePart({ target, value, judgement }: TargetStanding): Words | null {
  const { required, status, verdict } = judgement;
  if (required === null || value === null || verdict !== null || status === 'reached') return null;
  const gap = roundAmount(value - required);
  const amount = withUnit(formatDerived(Math.abs(gap)), target.unit);
  if (gap === 0) return words('与要求进度相同', 'exactly what the path requires by now');
  return gap > 0
    ? words(`比要求进度多 ${amount.zh}`, `${amount.en} more than required by now`)
    : words(`比要求进度少 ${amount.zh}`, `${amount.en} less than required by now`);
}

function outcomePart({ target, judgement }: TargetStanding): Words | null {
  const { verdict, status, forecast } = judgement;
  const aim = target.isAspiration
    ? words('力争值', 'what the text strives for')
    : words('目标', 'the target');
  if (verdict === 'missed') return words(`截止日未达到${aim.zh}`, `${aim.en} was missed on the deadline`);
  if (verdict === 'reached') return words(`截止日已达到${aim.zh}`, `${aim.en} was reached by the deadline`);
  if (isLimit(target)) {
    return status === 'reached'
      ? words('未超过限值', 'within the limit')
      : words('已超过限值', 'above the limit');
  }
  if (status === 'reached') return words(`已达到${aim.zh}`, `${aim.en} is reached`);
  if (forecast === null) return null;
  const amount = withUnit(formatDerived(forecast.value), target.unit);
  const isEnough =
    forecast.reachedOn !== null && target.deadline !== null && forecast.reachedOn <= target.deadline;
  return isEnough
    ? words(
        `照此速度期末约 ${amount.zh}，可以达到${aim.zh}`,
        `at this pace about ${amount.en} by the deadline, which reaches ${aim.en}`,
      )
    : words(
        `照此速度期末约 ${amount.zh}，达不到${aim.zh}`,
        `at this pace about ${amount.en} by the deadline, which falls short of ${aim.en}`,
      );
}

/** The series in one sentence: the value, how it stands to what is required, and what becomes of it. */
export function seriesFinding(standing: TargetStanding, asAt: string): Words {
  if (standing.value === null) {
    return words(`截至 ${asAt} 没有数据。`, `No data as at ${asAt}.`);
  }
  const parts = [valuePart(standing, asAt), pacePart(standing), outcomePart(standing)];
  return joined(parts.filter((part) => part !== null));
}

/** How a further source differs from the headline; null where either has no value. */
export function differenceOf(source: SourceSeries, { value, headline }: TargetStanding): number | null {
  if (source.source === headline || source.value === null || value === null) return null;
  return roundAmount(source.value - value);
}

/** A difference with its sign: +12, −3, 0. */
export function signedAmount(difference: number): string {
  return difference < 0
    ? `−${formatAmount(-difference)}`
    : difference === 0
      ? '0'
      : `+${formatAmount(difference)}`;
}

/** Which source is judged, and that the others stand beside it. */
export function sourceFinding({ headline, sources }: TargetStanding): Words {
  const name = SOURCES[headline];
  const others = sources.filter(({ source, value }) => source !== headline && value !== null).length;
  return others === 0
    ? words(`判定${name.zh}。`, `Judged ${name.en.toLowerCase()}.`)
    : words(
        `判定${name.zh}；其他来源并列供核对，各来源可能统计同一批对象，不相加。`,
        `Judged ${name.en.toLowerCase()}; the other sources stand beside it for checking. They may count the same things, so they are never added.`,
      );
}
