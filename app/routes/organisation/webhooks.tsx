import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listWebhooks } from '#db/queries/webhook.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { WEBHOOK_KINDS, WebhookSchema } from '../../domain/organisation/webhook.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { addWebhook } from '../../services/organisation/add-webhook.server.ts';
import { optionsOf } from './select-options.ts';

export const meta: MetaFunction = () => [{ title: '消息推送 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  const webhooks = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listWebhooks(trx, visit.scope.organisationId),
  );
  return { webhooks };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  const form = await readForm(incoming, WebhookSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    addWebhook(incoming.context.ports, visit.actor, visit.moment, {
      ...form.value,
      organisationId: visit.scope.organisationId,
    }),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/organisation/webhooks', w.webhookAdded, { isSecure: incoming.context.isSecure });
}

export default function Webhooks() {
  const t = useText();
  const { webhooks } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      <PageHeader title={t(w.webhooks)} lead={t(w.webhooksLead)} />
      {webhooks.length === 0 ? (
        <EmptyState title={t(w.webhooksEmpty)}>
          <p>{t(w.webhooksEmptyText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th>{t(w.webhookLabel)}</th>
                <th>{t(w.webhookKind)}</th>
                <th>{t(w.addedAt)}</th>
                <th>{t(w.action)}</th>
              </tr>
            </thead>
            <tbody>
              {webhooks.map((one) => (
                <tr key={one.id}>
                  <td data-label={t(w.webhookLabel)}>{one.label}</td>
                  <td data-label={t(w.webhookKind)}>{t(WEBHOOK_KINDS[one.kind])}</td>
                  <td data-label={t(w.addedAt)}>{t(instantText(one.createdAt))}</td>
                  <td>
                    <PostForm action="/organisation/webhooks/remove">
                      <input type="hidden" name="id" value={one.id} />
                      <Button
                        type="submit"
                        variant="default"
                        size="compact-sm"
                        aria-label={`${t(w.webhookRemove)} ${one.label}`}
                      >
                        {t(w.webhookRemove)}
                      </Button>
                    </PostForm>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="sh-form" style={{ marginTop: 16 }}>
        <ErrorSummary
          refused={answer}
          labels={{
            label: t(w.webhookLabel),
            kind: t(w.webhookKind),
            url: t(w.webhookUrl),
            secret: t(w.webhookSecret),
          }}
        />
        <PostForm className="sh-card">
          <Title order={2} mb="sm">
            {t(w.webhookAdd)}
          </Title>
          <TextInput {...field('label')} label={t(w.webhookLabel)} required mb="md" />
          <NativeSelect
            {...field('kind', 'wecom')}
            label={t(w.webhookKind)}
            data={optionsOf(WEBHOOK_KINDS, t)}
            required
            mb="md"
          />
          <TextInput
            {...field('url')}
            type="url"
            label={t(w.webhookUrl)}
            description={t(w.webhookUrlHelp)}
            required
            mb="md"
            autoComplete="off"
          />
          <TextInput
            {...field('secret')}
            type="password"
            label={t(w.webhookSecret)}
            description={t(w.webhookSecretHelp)}
            mb="md"
            autoComplete="off"
          />
          <Button type="submit">{t(w.webhookAdd)}</Button>
        </PostForm>
        <p>
          <Link to="/organisation">{t(w.backToOrganisation)}</Link>
        </p>
      </div>
    </>
  );
}
