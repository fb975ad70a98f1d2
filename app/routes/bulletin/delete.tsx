import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { useText } from '../../i18n/language.tsx';
import { deleteBulletin } from '../../services/bulletin/delete-bulletin.server.ts';
import { loadBulletinDraft } from './load-bulletin.server.ts';

export const meta: MetaFunction = () => [{ title: '删除通报草稿 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { bulletin } = await loadBulletinDraft(incoming);
  return { id: bulletin.id, title: bulletin.title };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, bulletin } = await loadBulletinDraft(incoming);
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await deleteBulletin(ports, visit.actor, visit.moment, { id: bulletin.id });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/bulletins', w.deleted, { isSecure });
}

export default function DeleteBulletin() {
  const t = useText();
  const { id, title } = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.deleteTitle)}>
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{title}</strong>
        </p>
        <p className="sh-muted">{t(w.deleteFollows)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.deleteDraft)}
          </Button>
          <Link to={`/bulletins/${id}`}>{t(w.backToDraft)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
