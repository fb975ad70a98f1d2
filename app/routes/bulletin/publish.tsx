import '../../components/list/list.css';
import './bulletin.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { useText } from '../../i18n/language.tsx';
import { publishBulletin } from '../../services/bulletin/publish-bulletin.server.ts';
import { BulletinBody } from './bulletin-body.tsx';
import { loadBulletinDraft } from './load-bulletin.server.ts';

export const meta: MetaFunction = () => [{ title: '发布通报 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { bulletin, content, digest } = await loadBulletinDraft(incoming);
  return { id: bulletin.id, content, digest };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, bulletin } = await loadBulletinDraft(incoming);
  const form = await readPosted(incoming);
  const digest = form.get('digest');
  const { context } = incoming;
  const result = await publishBulletin(context.ports, visit.actor, visit.moment, await context.calendar(), {
    id: bulletin.id,
    digest: typeof digest === 'string' ? digest : '',
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/bulletins/${bulletin.id}`, w.publishDone, { isSecure: context.isSecure });
}

export default function PublishBulletin() {
  const t = useText();
  const { id, content, digest } = useLoaderData<typeof loader>();
  return (
    <div className="sh-bulletin">
      <PageHeader title={t(w.publishTitle)} lead={<Link to={`/bulletins/${id}`}>{t(w.backToDraft)}</Link>} />
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <PostForm className="sh-card">
        <input type="hidden" name="digest" value={digest} />
        <p style={{ marginTop: 0 }}>
          <strong>{content.title}</strong>
        </p>
        <p>{t(w.publishFollows)}</p>
        <Button type="submit">{t(w.publish)}</Button>
      </PostForm>
      <BulletinBody content={content} />
    </div>
  );
}
