import '../../components/filing/filing.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { getAttachment } from '#db/queries/attachment.read.ts';
import { ScanSign, sizeText } from '../../components/filing/attachment-list.tsx';
import { AttachmentPreview } from '../../components/filing/attachment-preview.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { refusalResponse } from '../../http/response.server.ts';
import { requireMembership } from '../../http/scope.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { fileView } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '查看文件 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireMembership(incoming);
  const { filingId = '', attachmentId = '' } = incoming.params;
  const file = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    getAttachment(trx, filingId, attachmentId),
  );
  if (!file) throw refusalResponse(refuse('not_found').refusal);
  const back = visit.scope.kind === 'regulator' ? `/review/${filingId}` : `/filings/${filingId}`;
  return { file: fileView(file), address: `/filings/${filingId}/attachments/${file.id}`, back };
}

export default function ViewAttachment() {
  const t = useText();
  const { file, address, back } = useLoaderData<typeof loader>();
  return (
    <div style={{ maxWidth: 960 }}>
      <PageHeader
        title={file.fileName}
        signs={
          <>
            {file.slot !== 'printed_form' && <ScanSign state={file.scanState} />}
            {file.isErased && <Sign tone="grey">{t(w.erasedFile)}</Sign>}
          </>
        }
        lead={
          <>
            {sizeText(file.byteSize)} · SHA-256 <span className="sh-digest">{file.sha256}</span>
          </>
        }
        actions={<Link to={back}>{t(w.back)}</Link>}
      />
      {!file.isErased && (
        <AttachmentPreview address={address} fileName={file.fileName} contentType={file.contentType} />
      )}
    </div>
  );
}
