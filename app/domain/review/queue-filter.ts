import { z } from 'zod';
import { type Words, words } from '#app/domain/words.ts';

/** 状态: `waiting` is what waits for the regulator. */
export const QUEUE_STATES = {
  waiting: words('待办', 'Waiting'),
  submitted: words('已报送', 'Submitted'),
  in_review: words('审阅中', 'In review'),
  returned: words('退回补正', 'Returned'),
  on_record: words('已备案存档', 'On record'),
  withdrawn: words('已撤回', 'Withdrawn'),
  superseded: words('已被替代', 'Superseded'),
  all: words('全部状态', 'All states'),
} as const satisfies Record<string, Words>;
export type QueueState = keyof typeof QUEUE_STATES;

/** 备案类型: a voluntary record is shown apart from both kinds of filing. */
export const QUEUE_KINDS = {
  any: words('全部类型', 'All kinds'),
  first: words('首次备案', 'First filing'),
  change: words('变更重新备案', 'Re-filing'),
  voluntary: words('自愿建档', 'Voluntary record'),
} as const satisfies Record<string, Words>;
export type QueueKind = keyof typeof QUEUE_KINDS;

/** Classes of the 电信业务分类目录, and domain-name licences. */
export const QUEUE_LICENCES = {
  any: words('全部许可', 'All licences'),
  a1: words('A1 类', 'Class A1'),
  a2: words('A2 类', 'Class A2'),
  b1: words('B1 类', 'Class B1'),
  b2: words('B2 类', 'Class B2'),
  domain: words('域名服务', 'Domain names'),
} as const satisfies Record<string, Words>;
export type QueueLicence = keyof typeof QUEUE_LICENCES;

/** 期限: both are derived from dates that are stored; neither is a state. */
export const QUEUE_TIMINGS = {
  any: words('全部期限', 'Any due date'),
  late: words('逾期报送', 'Submitted late'),
  soon: words('3 个工作日内到期', 'Due within 3 working days'),
} as const satisfies Record<string, Words>;
export type QueueTiming = keyof typeof QUEUE_TIMINGS;

/** 经办人, besides a colleague's id. */
export const QUEUE_ASSIGNEES = {
  any: words('全部经办人', 'Anybody'),
  me: words('我经办的', 'Assigned to me'),
  none: words('未分派', 'Unassigned'),
} as const satisfies Record<string, Words>;

const keys = <T extends object>(table: T) => Object.keys(table) as [keyof T & string];

/** The queue's filter as it stands in the address; what isn't understood falls back to the whole queue. */
export const QueueFilterSchema = z.object({
  state: z.enum(keys(QUEUE_STATES)).catch('waiting'),
  kind: z.enum(keys(QUEUE_KINDS)).catch('any'),
  licence: z.enum(keys(QUEUE_LICENCES)).catch('any'),
  timing: z.enum(keys(QUEUE_TIMINGS)).catch('any'),
  assignee: z.union([z.enum(keys(QUEUE_ASSIGNEES)), z.uuid()]).catch('any'),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z.string().max(300).catch(''),
});

/** What the queue is narrowed to. `after` is the page's place, opaque. */
export interface QueueFilter {
  readonly state: QueueState;
  readonly kind: QueueKind;
  readonly licence: QueueLicence;
  readonly timing: QueueTiming;
  readonly assignee: string;
  /** GB/T 2260 code, or empty. */
  readonly region: string;
  readonly q: string;
  readonly after: string;
}

/** The whole queue: what waits, from the top. */
export const WHOLE_QUEUE: QueueFilter = {
  state: 'waiting',
  kind: 'any',
  licence: 'any',
  timing: 'any',
  assignee: 'any',
  region: '',
  q: '',
  after: '',
};

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function queueSearch(filter: QueueFilter, change: Partial<QueueFilter> = {}): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== WHOLE_QUEUE[name as keyof QueueFilter]) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
