import type { ReactNode } from 'react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import type { Words } from '../../domain/words.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';

/** What every page about a plan's standing begins with. */
export interface PlanHeadFacts {
  readonly content: Pick<
    PlanContent,
    'title' | 'number' | 'issuer' | 'issuedOn' | 'from' | 'until' | 'source' | 'defects'
  >;
  readonly houseName: string;
  readonly isDemo: boolean;
  readonly state: 'draft' | 'published' | 'withdrawn';
  readonly asAt: PlainDate;
  readonly asAtRefusal: Words | null;
  readonly today: PlainDate;
}

function Defects({ defects }: { defects: readonly Words[] }) {
  const t = useText();
  if (defects.length === 0) return null;
  return (
    <details className="sh-defects">
      <summary>{t(w.defects(defects.length))}</summary>
      <ul>
        {defects.map((defect) => (
          <li key={defect.zh}>{t(defect)}</li>
        ))}
      </ul>
    </details>
  );
}

/** Title, document, issuer, the day as at which numbers are shown, and what a reader must know of the text. */
export function PlanHead({
  facts,
  title,
  lead,
  tags,
  actions,
}: {
  facts: PlanHeadFacts;
  /** The page's own title; the plan's when left out. */
  title?: Words;
  lead?: ReactNode;
  tags?: ReactNode;
  actions?: ReactNode;
}) {
  const t = useText();
  const { content } = facts;
  return (
    <>
      <PageHeader
        title={t(title ?? content.title)}
        signs={
          <span className="sh-signs">
            {facts.isDemo && <Tag>{t(w.sample)}</Tag>}
            {facts.state === 'draft' && <Sign tone="grey">{t(w.draft)}</Sign>}
            {facts.state === 'withdrawn' && <Sign tone="grey">{t(w.withdrawn)}</Sign>}
            {tags}
          </span>
        }
        lead={
          <>
            {title && <div>{t(content.title)}</div>}
            <div>
              {content.number !== '' && <span className="sh-nowrap">{content.number} · </span>}
              {t(content.issuer)} · {t(w.issuedOn)} {content.issuedOn ?? t(w.notStated)} · {t(w.period)}{' '}
              <span className="sh-nowrap">
                {content.from} — {content.until}
              </span>{' '}
              · {t(w.house)} {facts.houseName}
            </div>
            {lead}
            <Defects defects={content.defects} />
          </>
        }
        actions={actions}
      />
      <AsAtBar asAt={facts.asAt} today={facts.today} refusal={facts.asAtRefusal} />
    </>
  );
}
