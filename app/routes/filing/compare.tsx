import '../../components/filing/filing.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { filesOfVersion } from '#app/domain/attachment/attachment.ts';
import { diffAttachments, diffBodies } from '#app/domain/filing/diff.ts';
import type { AttachmentSlot } from '#app/domain/filing/option.ts';
import type { Attachment } from '#db/queries/attachment.read.ts';
import { DiffTable } from '../../components/filing/diff-table.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { loadFiling, versionView } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '版本比对 · 数衡 Shuheng' }];

function uploads(files: readonly Attachment[]) {
  return files.flatMap(({ slot, fileName, sha256 }) =>
    slot === 'printed_form' ? [] : [{ slot: slot satisfies AttachmentSlot, fileName, sha256 }],
  );
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { filing, versions, attachments, open, body, files } = await loadFiling(
    incoming,
    incoming.params['filingId'],
  );
  const search = new URL(incoming.request.url).searchParams;
  const known = versions.filter(({ submittedAt, voidedAt }) => submittedAt !== null || voidedAt === null);
  const submitted = known.filter(({ submittedAt }) => submittedAt !== null);
  const isAtWork = filing.status === 'draft' || filing.status === 'returned';
  const pick = (name: string, otherwise: string) => {
    const wanted = search.get(name);
    return (isAtWork && wanted === 'draft') || known.some(({ no }) => String(no) === wanted)
      ? String(wanted)
      : otherwise;
  };
  const from = pick(
    'from',
    String((isAtWork ? submitted[0] : (submitted[1] ?? submitted[0]))?.no ?? 'draft'),
  );
  const latest = String(submitted[0]?.no ?? 'draft');
  const to = pick('to', isAtWork ? 'draft' : latest);
  const side = (name: string) => {
    const version = known.find(({ no }) => String(no) === name);
    if (!version) return { body, files: uploads(files), isErased: false };
    const isErased = version.erasedAt !== null;
    return { body: open(version.body), files: uploads(filesOfVersion(attachments, version)), isErased };
  };
  const [a, b] = [side(from), side(to)];
  // A draft holds no signed scan yet: that would read as a removal.
  const comparable = (slot: AttachmentSlot) =>
    (from !== 'draft' && to !== 'draft') || slot === 'appointment' || slot === 'organisation_chart';
  return {
    filingId: filing.id,
    isAtWork,
    versions: known.map(versionView),
    from,
    to,
    isErased: a.isErased || b.isErased,
    changes: diffBodies(a.body, b.body),
    files: diffAttachments(
      a.files.filter(({ slot }) => comparable(slot)),
      b.files.filter(({ slot }) => comparable(slot)),
    ),
  };
}

export default function CompareVersions() {
  const t = useText();
  const { filingId, isAtWork, versions, from, to, isErased, changes, files } = useLoaderData<typeof loader>();
  const choices = [
    ...versions.map((version) => ({
      value: String(version.no),
      label: `${t(w.version)} ${version.no} · ${t(instantText(version.submittedAt ?? version.frozenAt))}`,
    })),
    ...(isAtWork ? [{ value: 'draft', label: t(w.currentDraft) }] : []),
  ];
  return (
    <>
      <PageHeader title={t(w.compare)} actions={<Link to={`/filings/${filingId}`}>{t(w.back)}</Link>} />
      <Form method="get" className="sh-card" style={{ marginBottom: 16 }}>
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'end' }}>
          <NativeSelect name="from" label={t(w.compareFrom)} defaultValue={from} data={choices} />
          <NativeSelect name="to" label={t(w.compareTo)} defaultValue={to} data={choices} />
          <Button type="submit">{t(w.compareShow)}</Button>
        </div>
      </Form>
      {isErased && <p className="sh-muted">{t(w.erasedCompare)}</p>}
      <div className="sh-card">
        <DiffTable changes={changes} files={files} />
      </div>
    </>
  );
}
