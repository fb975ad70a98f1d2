import '../../components/list/list.css';
import './bulletin.css';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getBulletin } from '#db/queries/bulletin.read.ts';
import { ErrorSummary, refusedIn, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { BulletinTextSchema } from '../../domain/bulletin/period.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { saveBulletin } from '../../services/bulletin/save-bulletin.server.ts';
import { BulletinBody } from './bulletin-body.tsx';
import { loadBulletin, loadBulletinDraft } from './load-bulletin.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.content.title ?? '定期通报'} · 数衡 Shuheng` },
];

export async function loader(incoming: LoaderFunctionArgs) {
  const { bulletin, content, digest, mayWrite } = await loadBulletin(incoming);
  const { id, revision, publishedAt, publishedByName } = bulletin;
  return { id, revision, publishedAt, publishedByName, content, digest, mayWrite };
}

/** Saves title and remarks of a draft. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, bulletin } = await loadBulletinDraft(incoming);
  const reading = await readForm(incoming, BulletinTextSchema);
  if (!reading.ok) return refused(reading.refusal, reading.values);
  const { isSecure, ports } = incoming.context;
  const { id } = bulletin;
  const result = await saveBulletin(ports, visit.actor, visit.moment, { id, ...reading.value });
  if (result.ok) return redirectWith(`/bulletins/${id}`, w.saved, { isSecure });
  if (result.refusal.code !== 'conflict') return refused(result.refusal, reading.values);
  const { scope } = visit;
  const now = await ports.db.transaction(scope, (trx) => getBulletin(trx, scope, id));
  // Saving again puts the text on top of the other's.
  return refused(result.refusal, { ...reading.values, revision: String(now?.revision ?? '') });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function TextForm({ page, wrong }: { page: Page; wrong: Refused | null }) {
  const t = useText();
  const field = postedFields(wrong, t);
  const { defaultValue: revision } = field('revision', String(page.revision));
  return (
    <section className="sh-card sh-bulletin-text" aria-labelledby="text">
      <h2 id="text" className="sh-h2">
        {t(w.text)}
      </h2>
      <ErrorSummary refused={wrong} labels={{ title: t(w.name), remarks: t(w.remarks) }} />
      <PostForm key={revision}>
        <input type="hidden" name="revision" value={revision} />
        <TextInput
          {...field('title', page.content.title)}
          label={t(w.name)}
          required
          maxLength={80}
          mb="md"
        />
        <Textarea
          {...field('remarks', page.content.remarks)}
          label={t(w.remarks)}
          description={t(w.remarksHelp)}
          maxLength={4000}
          autosize
          minRows={4}
          mb="md"
        />
        <Button type="submit">{t(w.save)}</Button>
      </PostForm>
    </section>
  );
}

function Standing({ page }: { page: Page }) {
  const t = useText();
  const { content, publishedAt, publishedByName } = page;
  return (
    <>
      {publishedAt === null ? (
        <>
          <Sign tone="grey">{t(w.draft)}</Sign> {t(w.draftNote(content.countedOn))}
        </>
      ) : (
        <>
          <Sign tone="green">{t(w.published)}</Sign>{' '}
          {t(w.publishedNote(t(instantText(publishedAt)), publishedByName ?? ''))}
        </>
      )}{' '}
      {content.isSample && <Tag>{t(w.sampleData)}</Tag>}
    </>
  );
}

export default function Bulletin() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const wrong = refusedIn(useActionData<typeof action>());
  const { id, content, digest, mayWrite } = page;
  return (
    <div className="sh-bulletin">
      <PageHeader
        title={content.title}
        lead={<Standing page={page} />}
        actions={
          mayWrite && (
            <Button component={Link} to={`/bulletins/${id}/publish`}>
              {t(w.toPublish)}
            </Button>
          )
        }
      />
      <p className="sh-bulletin-links">
        <a href={`/bulletins/${id}/export/pdf`}>{t(w.exportPdf)}</a>
        <a href={`/bulletins/${id}/export/docx`}>{t(w.exportDocx)}</a>
        {mayWrite && <Link to={`/bulletins/${id}/delete`}>{t(w.deleteDraft)}</Link>}
        <Link to="/bulletins">{t(w.back)}</Link>
      </p>
      <BulletinBody content={content} />
      {mayWrite && <TextForm page={page} wrong={wrong} />}
      <p className="sh-muted sh-bulletin-digest">
        {t(w.digest)}：{digest}
      </p>
    </div>
  );
}
