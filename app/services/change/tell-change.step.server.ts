import type { Moment } from '#app/domain/account/actor.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { CHANGE_KINDS, type ChangeKind } from '#app/domain/filing/option.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { Ports } from '../ports.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
} from '../notice/queue-notices.step.server.ts';

/** What is told of a change, and to which side. */
export interface ChangeNews {
  readonly changeId: string;
  readonly organisationId: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly kind: ChangeKind;
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly rule: 'change.reported' | 'change.opened' | 'change.corrected' | 'change.cancelled';
  /** Makes the happening unique: the seq of its event. */
  readonly seq: number;
  readonly to: 'enterprise' | 'regulator';
}

const SUBJECTS: Readonly<Record<ChangeNews['rule'], (news: ChangeNews) => Words>> = {
  'change.reported': ({ enterpriseName }) =>
    words(`${enterpriseName}报告变更`, `${enterpriseName} reports a change`),
  'change.opened': ({ dueOn }) =>
    words(
      `主管部门依职权发起变更：请于 ${dueOn} 前重新备案`,
      `The regulator opened a change: file again by ${dueOn}`,
    ),
  'change.corrected': ({ dueOn }) =>
    words(`变更日期已更正，期限为 ${dueOn}`, `Dates of a change corrected; now due ${dueOn}`),
  'change.cancelled': ({ enterpriseName }) =>
    words(`${enterpriseName}的变更报告已撤销`, `A change of ${enterpriseName} was cancelled`),
};

function bodyOf(news: ChangeNews): Words {
  const kind = CHANGE_KINDS[news.kind];
  const provisional = news.isProvisional
    ? words('（暂定：跨越尚未公布放假安排的年份）', ' (provisional: the calendar is not published yet)')
    : words('', '');
  return words(
    `${news.enterpriseName}：${kind.zh}，变更发生日期 ${news.happenedOn}，重新备案截止 ${news.dueOn}${provisional.zh}。`,
    `${news.enterpriseName}: ${kind.en}, happened on ${news.happenedOn}, file again by ${news.dueOn}${provisional.en}.`,
  );
}

/** Tells the other side of a change, in the caller's transaction. */
export async function tellChange(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  news: ChangeNews,
): Promise<number> {
  const recipients =
    news.to === 'regulator'
      ? await recipientsOfRegulator(trx, ports, news.programmeId, news.regionCode)
      : await recipientsOfOrganisation(trx, ports, news.organisationId, ['owner', 'cdo', 'preparer']);
  return queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId: news.organisationId,
      rule: news.rule,
      occurrence: `${news.changeId}:${news.seq}`,
      subject: SUBJECTS[news.rule](news),
      body: bodyOf(news),
      link: `/changes/${news.changeId}`,
    },
    recipients,
  );
}
