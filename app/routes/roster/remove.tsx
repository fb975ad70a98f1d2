import '../../components/list/list.css';
import { Button, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listRosterEntries } from '#db/queries/roster.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { RemovalSchema } from '../../domain/roster/urging.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import { removeRosterEntry } from '../../services/roster/remove-roster-entry.server.ts';

export const meta: MetaFunction = () => [{ title: '移出名录 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'importRoster');
  const [entry] = await incoming.context.ports.db.transaction(scope, (trx) =>
    listRosterEntries(trx, scope, [incoming.params.id ?? '']),
  );
  if (!entry) throw refusalResponse(refuse('not_found').refusal);
  return { name: entry.name, uscc: entry.uscc };
}

/** 移出名录. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'importRoster');
  const form = await readForm(incoming, RemovalSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await removeRosterEntry(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    id: incoming.params.id ?? '',
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/roster', w.removed(result.value.name), { isSecure: incoming.context.isSecure });
}

export default function Remove() {
  const t = useText();
  const entry = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const problem = refusal?.refusal.fields.reason;
  return (
    <div className="sh-form">
      <PageHeader title={t(w.removeTitle)} lead={`${entry.name} · ${entry.uscc}`} />
      <ErrorSummary refused={refusal} labels={{ reason: t(w.reason) }} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.removeLead(entry.name))}</p>
        <Textarea
          id="reason"
          name="reason"
          label={t(w.reason)}
          description={t(w.reasonHelp)}
          defaultValue={refusal?.values.reason ?? ''}
          error={problem ? t(problem) : undefined}
          rows={2}
          maxLength={200}
          required
        />
        <div className="sh-batch" style={{ marginTop: 12 }}>
          <Button type="submit" color="red.9">
            {t(w.removeAction)}
          </Button>
          <Button component={Link} to="/roster" variant="subtle">
            {t(w.back)}
          </Button>
        </div>
      </PostForm>
    </div>
  );
}
