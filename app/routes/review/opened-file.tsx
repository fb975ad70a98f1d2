import '../../components/filing/filing.css';
import { Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { AttachmentPreview } from '../../components/filing/attachment-preview.tsx';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { reviewSearch } from './review-search.ts';
import type { ReviewPage } from './review.tsx';

function OtherFiles({ page }: { page: ReviewPage }) {
  const others = page.files.filter(({ id }) => id !== page.openedFileId);
  if (others.length === 0) return null;
  return (
    <p style={{ margin: '4px 0 8px', display: 'flex', flexWrap: 'wrap', gap: '2px 12px' }}>
      {others.map((file) => (
        <Link key={file.id} to={`${reviewSearch(page, { file: file.id })}#file`}>
          {file.fileName}
        </Link>
      ))}
    </p>
  );
}

/** The attachment that was opened from the rail, beside the fields it proves; nothing while none is open. */
export function OpenedFile({ page }: { page: ReviewPage }) {
  const t = useText();
  const file = page.files.find(({ id }) => id === page.openedFileId);
  if (!file) return null;
  const address = `/filings/${page.filing.id}/attachments/${file.id}`;
  return (
    // It scrolls by itself, so the keyboard must reach it.
    <section id="file" className="sh-card sh-opened" aria-labelledby="opened-file" tabIndex={0}>
      <div className="sh-opened-head">
        <Title order={2} id="opened-file">
          <span className="sh-muted">{t(w.openedFile)}</span> {file.fileName}
        </Title>
        <Link to={`${address}/view`}>{t(w.ownPage)}</Link>
        <Link to={reviewSearch(page, { file: null })} preventScrollReset>
          {t(w.closeFile)}
        </Link>
      </div>
      <OtherFiles page={page} />
      <AttachmentPreview
        key={file.id}
        address={address}
        fileName={file.fileName}
        contentType={file.contentType}
      />
    </section>
  );
}
