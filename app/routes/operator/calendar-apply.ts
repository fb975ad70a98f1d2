import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { words } from '../../domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { applyCalendarYear } from '../../services/calendar/apply-calendar-year.server.ts';

const ApplySchema = z.object({ text: z.string().min(1), versionSeen: z.string().min(1) });

/** Someone who goes back to this address by hand. */
export function loader() {
  return redirect('/operator/calendar');
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireOperator(incoming);
  const form = await readForm(incoming, ApplySchema);
  if (!form.ok) throw refusalResponse(form.refusal);
  const { statutory } = await context.calendar();
  const result = await applyCalendarYear(context.ports, visit.actor, visit.moment, form.value, statutory);
  if (!result.ok) throw refusalResponse(result.refusal);
  const { year, moved, settled } = result.value;
  const message = words(
    `已载入 ${year} 年放假安排：${moved} 个期限调整日期并已通知，${settled} 个期限日期不变、暂定状态更新。`,
    `The notice of ${year} is loaded: ${moved} deadlines moved and both sides were told, ${settled} kept their day.`,
  );
  return redirectWith('/operator/calendar', message, { isSecure: context.isSecure });
}
