import { formatAmount, formatShare, targetText, withUnit } from './amount.ts';
import { statusName } from './board.ts';
import type { Judgement, Status, TargetStanding } from './standing.ts';

/** Ink of each state on paper; its mark and word always stand with it. */
export const STATUS_INK: Readonly<Record<Status, string>> = {
  reached: '#0b5d34',
  on_course: '#0b4f86',
  behind: '#7a4a00',
  far_behind: '#9b1c1c',
  no_data: '#444e58',
};

/** In grey the marks tell states apart. */
const MARKS: Readonly<Record<Status, string>> = {
  reached: '√',
  on_course: '●',
  behind: '△',
  far_behind: '!',
  no_data: '○',
};

/** The state with its mark, for print: “! 严重滞后”; after the deadline its verdict. */
export function markedStatus({ status, verdict }: Pick<Judgement, 'status' | 'verdict'>): string {
  return `${MARKS[status]} ${statusName(status, verdict !== null).zh}`;
}

/** What a target asks for, in one line: “力争 ≥100 家，期限 2023-12-31”. */
export function demandText({ target }: Pick<TargetStanding, 'target'>): string {
  const deadline = target.deadline === null ? '原文未写明期限' : `期限 ${target.deadline}`;
  return `${target.isAspiration ? '力争 ' : ''}${targetText(target).zh}，${deadline}`;
}

/** The value with its unit and share: “120 家（40%）”. */
export function valueText({ target, value, judgement }: TargetStanding): string {
  if (value === null) return '暂无数据';
  const share = judgement.share === null ? '' : `（${formatShare(judgement.share)}）`;
  return `${withUnit(formatAmount(value), target.unit).zh}${share}`;
}
