import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { type Words, words } from '../words.ts';
import { formatAmount, formatDerived, formatShare, roundAmount, targetText, withUnit } from './amount.ts';
import type { ForecastAnswer } from './forecast.ts';
import { isLimit, type RequiredPath } from './path.ts';
import { COMPARATORS, type Judging, type Target } from './plan.ts';
import type { SeriesPoint, Status, WorkingStep } from './standing.ts';

/** What is known when a number is judged. */
export interface Finding {
  readonly target: Target;
  readonly judging: Judging;
  readonly asAt: PlainDate;
  readonly status: Status;
  readonly verdict: 'reached' | 'missed' | null;
  /** As at the day. */
  readonly value: number | null;
  /** What is judged: the value as at the day, after the deadline the one on the deadline. */
  readonly judged: number | null;
  readonly reachedFrom: number;
  readonly path: RequiredPath | null;
  readonly required: number | null;
  readonly requiredRate: number | null;
  /** Null where none is asked for: without a path, at or after the deadline. */
  readonly forecast: ForecastAnswer | null;
  /** The first point of all, for a number that had none by its deadline. */
  readonly firstPoint: SeriesPoint | null;
}

type Step = WorkingStep | null;

/** The steps by which a number was judged, each to be checked by hand. */
export function workingOf(finding: Finding): WorkingStep[] {
  const steps: Step[] = [
    dataStep(finding),
    targetStep(finding),
    toleranceStep(finding),
    startStep(finding),
    requiredStep(finding),
    paceStep(finding),
    rateStep(finding),
    finding.forecast && { label: words('预测', 'Forecast'), text: finding.forecast.text },
    { label: words('结论', 'Finding'), text: reasonOf(finding) },
  ];
  return steps.filter((step) => step !== null);
}

/** An amount as it was entered, with the target's unit. */
function given(target: Target, amount: number): Words {
  return withUnit(formatAmount(amount), target.unit);
}

/** An amount that was worked out, with the target's unit. */
function derived(target: Target, amount: number): Words {
  return withUnit(formatDerived(amount), target.unit);
}

function dataStep({ target, asAt, value, judged, verdict }: Finding): WorkingStep {
  const label = words('数据', 'Data');
  if (value === null) {
    return { label, text: words(`截至 ${asAt} 没有数据`, `No data as at ${asAt}`) };
  }
  const now = given(target, value);
  if (verdict === null || judged === null || judged === value) {
    return { label, text: words(`截至 ${asAt} 为 ${now.zh}`, `${now.en} as at ${asAt}`) };
  }
  const then = given(target, judged);
  return {
    label,
    text: words(
      `截止日 ${target.deadline ?? ''} 为 ${then.zh}（以此判定）；截至 ${asAt} 为 ${now.zh}`,
      `${then.en} on the deadline, ${target.deadline ?? ''} (this decides); ${now.en} as at ${asAt}`,
    ),
  };
}

function targetStep({ target }: Finding): WorkingStep {
  const { zh, en } = targetText(target);
  const name = COMPARATORS[target.comparator].name;
  const aspiration = target.isAspiration ? words('力争', 'striven for: ') : words('', '');
  const deadline =
    target.deadline === null
      ? words('原文未写明期限', 'the text sets no deadline')
      : words(`期限 ${target.deadline}`, `by ${target.deadline}`);
  return {
    label: words('目标', 'Target'),
    text: words(
      `${aspiration.zh}${zh}（${name.zh}），${deadline.zh}`,
      `${aspiration.en}${en} (${name.en}), ${deadline.en}`,
    ),
  };
}

function toleranceStep({ target, judging, reachedFrom }: Finding): Step {
  const label = words('达到口径', 'Counts as reached');
  if (isLimit(target)) {
    return {
      label,
      text: words('不超过该值即为达到，超过即为突破', 'Up to the value; anything above breaches it'),
    };
  }
  if (target.comparator === 'about') {
    const from = given(target, reachedFrom);
    const sum = `${formatAmount(target.value)} × (1 − ${formatShare(judging.tolerance)})`;
    return {
      label,
      text: words(
        `“左右”只向下放宽：${sum} = ${from.zh}起算达到；原文未写明幅度`,
        `“About” gives way below only: from ${sum} = ${from.en}; the text gives no margin`,
      ),
    };
  }
  if (target.comparator === 'above') {
    return { label, text: words('须多于该值，等于不算', 'More than the value; equal isn’t enough') };
  }
  return target.comparator === 'exactly'
    ? {
        label,
        text: words('须建成的数量，达到或多于该值即为达到', 'To be built up: the value or more reaches it'),
      }
    : null;
}

function startStep({ target, path, verdict, judged }: Finding): Step {
  if (!path || verdict !== null || judged === null) return null;
  const start = given(target, path.start.value);
  const { on } = path.start;
  return {
    label: words('起点', 'Start'),
    text:
      path.start.value === 0
        ? words(
            `${on} 为 ${start.zh}（此前没有数据或按当年从零起算）`,
            `${start.en} on ${on} (nothing known before, or counted from zero within the year)`,
          )
        : words(`${on} 为 ${start.zh}`, `${start.en} on ${on}`),
  };
}

function requiredStep({ target, path, required, asAt, verdict, judged }: Finding): Step {
  const label = words('要求进度', 'Required by now');
  if (verdict !== null || judged === null) return null;
  if (target.deadline === null && !isLimit(target)) {
    return {
      label,
      text: words(
        '原文未写明期限，不计算要求进度',
        'The text sets no deadline: nothing is required by a day',
      ),
    };
  }
  if (!path || required === null) return null;
  const [gone, all] = [daysBetween(path.start.on, asAt), daysBetween(path.start.on, path.end.on)];
  const result = derived(target, required);
  if (gone <= 0 || gone >= all) return { label, text: result };
  const [start, end] = [formatAmount(path.start.value), formatAmount(path.end.value)];
  const sum =
    path.start.value === 0
      ? `${end} × ${gone} ÷ ${all}`
      : `${start} + (${end} − ${start}) × ${gone} ÷ ${all}`;
  return {
    label,
    text: words(
      `${sum} = ${result.zh}（起点后第 ${gone} 天，共 ${all} 天，按匀速推进）`,
      `${sum} = ${result.en} (day ${gone} of ${all} from the start, at an even pace)`,
    ),
  };
}

function paceStep({ required, judged, judging, status }: Finding): Step {
  if (required === null || judged === null || required === 0) return null;
  if (status === 'reached' || status === 'no_data' || status === 'on_course') {
    return status === 'on_course' ? pace(judged, required, judging.behindBelow, '≥') : null;
  }
  return status === 'behind'
    ? pace(judged, required, judging.behindBelow, '<')
    : pace(judged, required, judging.farBehindBelow, '<');
}

function pace(value: number, required: number, bound: number, sign: '≥' | '<'): WorkingStep {
  const text = `${formatAmount(value)} ÷ ${formatDerived(required)} = ${formatShare(value / required)} ${sign} ${formatShare(bound)}`;
  return { label: words('与要求进度之比', 'Against what is required'), text: words(text, text) };
}

function rateStep({ target, value, asAt, requiredRate }: Finding): Step {
  if (requiredRate === null || requiredRate === 0 || value === null || target.deadline === null) return null;
  const days = daysBetween(asAt, target.deadline);
  const sum = `(${formatAmount(target.value)} − ${formatAmount(value)}) ÷ ${days} × 30`;
  const rate = derived(target, requiredRate);
  return {
    label: words('此后所需速度', 'Rate required from here'),
    text: words(`${sum} = 每 30 天 ${rate.zh}`, `${sum} = ${rate.en} per 30 days`),
  };
}

/** One sentence: what the number is, and what that means for the target. */
export function reasonOf(finding: Finding): Words {
  const { judged, verdict, target } = finding;
  if (judged === null) return noData(finding);
  if (isLimit(target)) return limitReason(finding, judged);
  if (verdict !== null) return verdictReason(finding, judged, verdict);
  return paceReason(finding, judged);
}

function noData({ target, asAt, value, firstPoint }: Finding): Words {
  if (value === null || firstPoint === null) {
    return words(`截至 ${asAt} 没有数据，无法判定`, `No data as at ${asAt}: not judged`);
  }
  const later = given(target, firstPoint.value);
  return words(
    `截止日 ${target.deadline ?? ''} 没有数据，无法判定；首个数据为 ${firstPoint.on} 的 ${later.zh}`,
    `No data on the deadline, ${target.deadline ?? ''}: not judged; the first is ${later.en} on ${firstPoint.on}`,
  );
}

function limitReason({ target, asAt, verdict, status }: Finding, judged: number): Words {
  const [now, limit] = [given(target, judged), given(target, target.value)];
  const on = verdict === null || target.deadline === null ? asAt : target.deadline;
  if (status === 'reached') {
    return words(
      `${on} 为 ${now.zh}，未超过上限 ${limit.zh}`,
      `${now.en} on ${on}, within the limit of ${limit.en}`,
    );
  }
  const excess = given(target, roundAmount(judged - target.value));
  const aspiration =
    verdict === 'missed' && target.isAspiration
      ? words('，未达到力争值', ', short of what was striven for')
      : words('', '');
  return words(
    `${on} 为 ${now.zh}，超过上限 ${limit.zh}，多 ${excess.zh}${aspiration.zh}`,
    `${now.en} on ${on}, above the limit of ${limit.en} by ${excess.en}${aspiration.en}`,
  );
}

function verdictReason(
  { target, value, asAt, reachedFrom }: Finding,
  judged: number,
  verdict: 'reached' | 'missed',
): Words {
  const [then, goal] = [given(target, judged), targetText(target)];
  const on = target.deadline ?? asAt;
  if (verdict === 'reached') {
    const how =
      judged < target.value
        ? words('（在“左右”的容差内）', ' (within the margin of “about”)')
        : words('', '');
    return words(
      `截止日 ${on} 为 ${then.zh}，达到 ${goal.zh}${how.zh}`,
      `${then.en} on ${on}, reaching ${goal.en}${how.en}`,
    );
  }
  const missed = target.isAspiration
    ? words(`未达到力争值 ${goal.zh}`, `short of the ${goal.en} striven for`)
    : words(`未达到 ${goal.zh}`, `short of ${goal.en}`);
  const gap = gapText(target, judged);
  const late =
    value !== null && value !== judged && value >= reachedFrom
      ? words(
          `；逾期后至 ${asAt} 为 ${given(target, value).zh}`,
          `; after the deadline ${given(target, value).en} as at ${asAt}`,
        )
      : words('', '');
  return words(
    `截止日 ${on} 为 ${then.zh}，${missed.zh}${gap.zh}${late.zh}`,
    `${then.en} on ${on}, ${missed.en}${gap.en}${late.en}`,
  );
}

/** How much is missing; what exactly meets a 超过 lacks nothing that could be told as an amount. */
function gapText(target: Target, judged: number): Words {
  const missing = roundAmount(target.value - judged);
  if (missing <= 0) return words('（等于不算超过）', ' (equal isn’t more than)');
  const gap = given(target, missing);
  return words(`，差 ${gap.zh}`, `, ${gap.en} missing`);
}

function paceReason({ target, asAt, required, status, judging }: Finding, judged: number): Words {
  const [now, goal] = [given(target, judged), targetText(target)];
  if (status === 'reached') {
    const how =
      judged < target.value
        ? words('（在“左右”的容差内）', ' (within the margin of “about”)')
        : words('', '');
    return words(
      `截至 ${asAt} 为 ${now.zh}，已达到 ${goal.zh}${how.zh}`,
      `${now.en} as at ${asAt}: ${goal.en} is reached${how.en}`,
    );
  }
  if (required === null) {
    const gap = gapText(target, judged);
    return words(
      `截至 ${asAt} 为 ${now.zh}，目标 ${goal.zh}${gap.zh}；原文未写明期限`,
      `${now.en} as at ${asAt} towards ${goal.en}${gap.en}; the text sets no deadline`,
    );
  }
  return againstPath({ target, asAt, required, status, judging }, judged, now);
}

function againstPath(
  of: Pick<Finding, 'target' | 'asAt' | 'status' | 'judging'> & { required: number },
  judged: number,
  now: Words,
): Words {
  const needed = derived(of.target, of.required);
  const head = words(`截至 ${of.asAt} 为 ${now.zh}`, `${now.en} as at ${of.asAt}`);
  const short = derived(of.target, roundAmount(of.required - judged));
  if (of.status === 'on_course') {
    return judged >= of.required
      ? words(
          `${head.zh}，不低于要求进度 ${needed.zh}`,
          `${head.en}, no less than the ${needed.en} required by now`,
        )
      : words(
          `${head.zh}，不低于要求进度 ${needed.zh}的 ${formatShare(of.judging.behindBelow)}`,
          `${head.en}, no less than ${formatShare(of.judging.behindBelow)} of the ${needed.en} required by now`,
        );
  }
  const below = of.status === 'far_behind' ? of.judging.farBehindBelow : null;
  return words(
    `${head.zh}，比要求进度 ${needed.zh}差 ${short.zh}${below === null ? '' : `，不足其 ${formatShare(below)}`}`,
    `${head.en}, ${short.en} less than the ${needed.en} required by now${below === null ? '' : `, below ${formatShare(below)} of it`}`,
  );
}
