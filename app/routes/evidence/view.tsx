import '../../components/filing/filing.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { sizeText, ScanSign } from '../../components/filing/attachment-list.tsx';
import { AttachmentPreview } from '../../components/filing/attachment-preview.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { EvidenceSign } from './evidence-sign.tsx';
import { evidenceView, requireEvidence } from './evidence-view.server.ts';

export const meta: MetaFunction = () => [{ title: '查看证据 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const evidence = await requireEvidence(incoming, house, incoming.params['id']);
  if (evidence.kind !== 'file') throw refusalResponse(refuse('not_found').refusal);
  return {
    client: house.client,
    address: `${house.base}/evidence/${evidence.id}`,
    evidence: evidenceView(evidence, house.visit.moment.today),
  };
}

export default function ViewEvidence() {
  const t = useText();
  const { client, address, evidence } = useLoaderData<typeof loader>();
  return (
    <>
      {client && <ClientBar client={client} />}
      <div style={{ maxWidth: 960 }}>
        <PageHeader
          title={evidence.title}
          signs={
            <>
              <EvidenceSign term={evidence.term} retiredAt={evidence.retiredAt} />
              <ScanSign state={evidence.scanState ?? 'unscanned'} />
            </>
          }
          lead={
            <>
              {evidence.fileName} · {sizeText(evidence.byteSize ?? 0)} · SHA-256{' '}
              <span className="sh-digest">{evidence.sha256}</span>
            </>
          }
          actions={<Link to={address}>{t(w.backToRecord)}</Link>}
        />
        <AttachmentPreview
          address={`${address}/file`}
          fileName={evidence.fileName ?? evidence.title}
          contentType={evidence.contentType ?? ''}
        />
      </div>
    </>
  );
}
