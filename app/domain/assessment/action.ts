import { z } from 'zod';
import { compareDates, daysBetween, isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { bilingual, words, type Words } from '../words.ts';
import { cellsOf, type Cell, type LevelNumber, type MaturityModel } from './model.ts';

/** Where an improvement action stands. Only an open one counts in the plan, and only an open one can be overdue. */
export const ACTION_STATES = {
  open: words('进行中', 'Open'),
  done: words('已完成', 'Done'),
  cancelled: words('已取消', 'Cancelled'),
} as const satisfies Record<string, Words>;
export type ActionState = keyof typeof ACTION_STATES;

/** The largest effort of one action, in person-days (人日). */
export const EFFORT_MAX = 9999;
const TITLE_MAX = 120;
const NOTE_MAX = 2000;
const NAME_MAX = 40;

const trimmed = (max: number, tooLong: string) =>
  z
    .string()
    .transform((text) => text.trim())
    .pipe(z.string().max(max, tooLong));

/** The form of an action. The owner is a member, or, where none is chosen, a name. */
export const ActionSchema = z.object({
  cellId: z.string().min(1, bilingual('请选择能力项。', 'Choose an item.')),
  criterionId: z.string().default(''),
  title: trimmed(TITLE_MAX, bilingual('行动名称不超过 120 字。', 'At most 120 characters.')).pipe(
    z.string().min(1, bilingual('请填写要做的事。', 'Say what is to be done.')),
  ),
  note: trimmed(NOTE_MAX, bilingual('说明不超过 2000 字。', 'At most 2,000 characters.')).default(''),
  ownerId: z.string().default(''),
  ownerName: trimmed(NAME_MAX, bilingual('姓名不超过 40 字。', 'At most 40 characters.')).default(''),
  dueOn: z
    .string()
    .refine(isPlainDate, bilingual('请填写完成期限。', 'Enter the day by which it is done.'))
    .transform((text) => text as PlainDate),
  effort: z
    .string()
    .transform((text) => text.trim())
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 1, {
      error: bilingual(
        `工作量为 1 到 ${EFFORT_MAX} 的整数，单位人日。`,
        `Person-days: a whole number from 1 to ${EFFORT_MAX}.`,
      ),
    })
    .transform(Number),
  expectedLevel: z
    .enum(['1', '2', '3', '4', '5'], { error: bilingual('请选择预期等级。', 'Choose the level to reach.') })
    .transform((text) => Number(text) as LevelNumber),
});
export type ActionInput = z.infer<typeof ActionSchema>;

/** The form by which an action is closed or taken up again. */
export const ActionMoveSchema = z.object({
  state: z.enum(['open', 'done', 'cancelled'], {
    error: bilingual('请选择状态。', 'Choose a state.'),
  }),
});

/** Whether an action should have been done by now: it is open, and its day has passed. The day itself is in time. */
export function isOverdue(
  action: { readonly state: ActionState; readonly dueOn: PlainDate },
  today: PlainDate,
): boolean {
  return action.state === 'open' && compareDates(action.dueOn, today) < 0;
}

const WEEK = 7;

/**
 * The name of the reminder that an overdue action is due for: one in each week since it was due, the first on the day
 * after. With the action and the recipient it makes a notice unique. Due date and today as days in Shanghai.
 */
export function overdueReminder(dueOn: PlainDate, today: PlainDate): string {
  return `${dueOn}+${Math.floor((daysBetween(dueOn, today) - 1) / WEEK)}`;
}

/** The cell that an action is about, if the model has it and the criterion, where one is named, is in it. */
export function cellOfAction(
  model: MaturityModel,
  action: { readonly cellId: string; readonly criterionId: string },
): Cell | undefined {
  const cell = cellsOf(model).find(({ id }) => id === action.cellId);
  if (!cell || action.criterionId === '') return cell;
  return cell.criteria.some(({ id }) => id === action.criterionId) ? cell : undefined;
}
