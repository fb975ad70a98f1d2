import type { WorkItem } from '../assessment/work.ts';
import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import { CERTIFICATE_KINDS, certificateState, type CertificateKind } from '../certificate/certificate.ts';
import { FILING_KINDS, type FilingKind } from '../filing/option.ts';
import type { Tone } from '../filing/state.ts';
import { words, type Words } from '../words.ts';
import { dated, sortAgenda, undated, type AgendaItem } from './agenda.ts';

/** What of an enterprise's affairs may ask for something to be done. */
export interface EnterpriseAffairs {
  readonly today: PlainDate;
  /** Re-filings that are owed, with the countdown in working days that the law's limit asks for. */
  readonly duties: readonly {
    readonly id: string;
    readonly title: Words;
    readonly dueOn: PlainDate;
    readonly countdown: Words;
    readonly tone: Tone;
    readonly provisional: boolean;
    readonly to: string;
  }[];
  /** Filings under way. */
  readonly filings: readonly {
    readonly id: string;
    readonly kind: FilingKind;
    /** Code of `displayState`. */
    readonly state: string;
    readonly isOwed: boolean;
    readonly openThreadCount: number;
  }[];
  /** The guideline asks the enterprise for a first filing that it hasn't begun. */
  readonly owesFirst: boolean;
  readonly mayEdit: boolean;
  /** What of assessments waits for the visitor. */
  readonly work: readonly WorkItem[];
  /** Assessment → the day by which its level is aimed at. */
  readonly targetDays: ReadonlyMap<string, PlainDate>;
  readonly actions: readonly {
    readonly id: string;
    readonly assessmentId: string;
    readonly assessmentTitle: string;
    readonly title: string;
    readonly ownerName: string;
    readonly dueOn: PlainDate;
  }[];
  readonly certificates: readonly {
    readonly id: string;
    readonly kind: CertificateKind;
    readonly number: string;
    readonly expiresOn: PlainDate;
    readonly withdrawnAt: string | null;
  }[];
}

/** How long an expired certificate without a successor is spoken of, in days; a setting of the product. */
const EXPIRED_DAYS = 180;

const FIRST = words('办理首次备案', 'Make the first filing');
const NO_LIMIT = words('指南未规定首次备案的期限', 'The guideline sets no limit for a first filing');
const ACTION = words('改进行动', 'Improvement action');
const RENEW = words('证书到期，办理换证', 'Certificate expires: renew it');

const FILING_STEPS: Readonly<Partial<Record<string, Words>>> = {
  draft: words('继续填报', 'Go on filling in'),
  internal_check: words('内部复核', 'Internal check'),
  to_seal: words('签字盖章并报送', 'Sign, seal, submit'),
  returned: words('处理意见并补正', 'Answer and correct'),
};

const WORK: Readonly<Record<WorkItem['kind'], Words>> = {
  evaluate: words('评估', 'Evaluate'),
  validate: words('复核评估', 'Validate'),
  returned: words('修改退回的评估', 'Correct what was sent back'),
  thread: words('处理评估中的问题', 'Answer questions in an assessment'),
};

function filingItems({ filings, owesFirst, mayEdit }: EnterpriseAffairs): AgendaItem[] {
  if (!mayEdit) return [];
  const items = filings.flatMap(({ id, kind, state, isOwed, openThreadCount }) => {
    const step = FILING_STEPS[state];
    // A draft that is owed stands with its day among the duties already.
    if (!step || (isOwed && state !== 'returned')) return [];
    const count = words(`${openThreadCount} 条意见待处理`, `${openThreadCount} comments to meet`);
    return [
      undated({
        key: `filing ${id}`,
        what: step,
        about: FILING_KINDS[kind],
        note: openThreadCount > 0 ? count : null,
        to: `/filings/${id}`,
      }),
    ];
  });
  if (!owesFirst) return items;
  return [...items, undated({ key: 'first', what: FIRST, about: '', note: NO_LIMIT, to: '/filings/new' })];
}

function workItems({ work, targetDays, today }: EnterpriseAffairs): AgendaItem[] {
  return work.map((item) => {
    const { kind, path, about, title, count, assessmentId } = item;
    const plain = {
      key: `work ${kind} ${path} ${about.zh}`,
      what: WORK[kind],
      about: words(`${title}：${about.zh}`, `${title}: ${about.en}`),
      note: words(`${count} 项`, `${count} open`),
      to: path,
    };
    const by = targetDays.get(assessmentId);
    return by === undefined ? undated(plain) : dated(plain, by, today);
  });
}

/** Of each kind the certificate that holds longest, if it expires soon or has lately expired. */
function certificateItems({ certificates, today }: EnterpriseAffairs): AgendaItem[] {
  const last = new Map<CertificateKind, EnterpriseAffairs['certificates'][number]>();
  for (const one of certificates) {
    const known = last.get(one.kind);
    if (one.withdrawnAt === null && (!known || known.expiresOn < one.expiresOn)) last.set(one.kind, one);
  }
  return [...last.values()].flatMap((one) => {
    const state = certificateState(one, today);
    const isSpoken =
      state === 'expiring' || (state === 'expired' && one.expiresOn >= addDays(today, -EXPIRED_DAYS));
    if (!isSpoken) return [];
    const { name } = CERTIFICATE_KINDS[one.kind];
    const about = words(`${name.zh} ${one.number}`, `${name.en} ${one.number}`);
    const to = `/certificates/${one.id}`;
    return [dated({ key: `certificate ${one.id}`, what: RENEW, about, to }, one.expiresOn, today)];
  });
}

/** What the people of an enterprise have to do, the earliest first. */
export function enterpriseAgenda(affairs: EnterpriseAffairs): AgendaItem[] {
  const duties = affairs.duties.map((duty): AgendaItem => {
    return {
      key: `duty ${duty.id}`,
      what: duty.title,
      about: '',
      by: duty.dueOn,
      left: { words: duty.countdown, tone: duty.tone },
      isProvisional: duty.provisional,
      note: null,
      to: duty.to,
    };
  });
  const actions = affairs.actions.map((action) =>
    dated(
      {
        key: `action ${action.id}`,
        what: ACTION,
        about: action.title,
        note: words(
          `${action.ownerName === '' ? '未指定负责人' : action.ownerName} · ${action.assessmentTitle}`,
          `${action.ownerName === '' ? 'nobody yet' : action.ownerName} · ${action.assessmentTitle}`,
        ),
        to: `/assessments/${action.assessmentId}/actions`,
      },
      action.dueOn,
      affairs.today,
    ),
  );
  return sortAgenda([
    ...duties,
    ...filingItems(affairs),
    ...actions,
    ...certificateItems(affairs),
    ...workItems(affairs),
  ]);
}
