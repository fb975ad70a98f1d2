import { Readable } from 'node:stream';
import type { Actor, Moment } from '../../app/domain/account/actor.ts';
import { addDays } from '../../app/domain/calendar/plain-date.ts';
import type { Calendar } from '../../app/domain/calendar/calendar.ts';
import { type BodyPatch, sampleBody } from '../../app/domain/filing/body.ts';
import type { FilingBody } from '../../app/domain/filing/form.ts';
import type { AttachmentSlot } from '../../app/domain/filing/option.ts';
import { addAttachment } from '../../app/services/attachment/add-attachment.server.ts';
import { beginRefiling } from '../../app/services/change/begin-refiling.server.ts';
import { reportChange } from '../../app/services/change/report-change.server.ts';
import { giveGrant } from '../../app/services/grant/give-grant.server.ts';
import { applyRoster } from '../../app/services/roster/apply-roster.server.ts';
import { previewRoster } from '../../app/services/roster/preview-roster.server.ts';
import { type Uscc, usccCheckCharacter } from '../../app/domain/organisation/uscc.ts';
import { createFiling } from '../../app/services/filing/create-filing.server.ts';
import { freezeFiling } from '../../app/services/filing/freeze-filing.server.ts';
import { saveDraft } from '../../app/services/filing/save-draft.server.ts';
import { submitFiling } from '../../app/services/filing/submit-filing.server.ts';
import type { Ports } from '../../app/services/ports.ts';
import { claimFiling } from '../../app/services/review/claim-filing.server.ts';
import { openThread } from '../../app/services/review/open-thread.server.ts';
import { recordFiling } from '../../app/services/review/record-filing.server.ts';
import { returnFiling } from '../../app/services/review/return-filing.server.ts';
import { newId } from '../../db/identifier.ts';
import { getDraft } from '../../db/queries/draft.read.ts';
import { openBody } from '../../db/queries/filing-body.ts';
import { playBulletins } from './bulletins.ts';
import { demoOrganisations } from './cast.ts';
import { playMaturity } from './maturity.ts';
import { playPlans } from './plans.ts';
import { ago, idOf, member, must, officerOf, sampleFile, type DemoIds, type Stage } from './stage.ts';

function enterprisePatch(key: string): BodyPatch {
  const organisation = demoOrganisations.find((one) => one.key === key);
  if (!organisation?.uscc) throw new Error(`${key} is no enterprise`);
  // The profile's licences are in the draft already, in rows of these ids.
  const licences = organisation.licenceNumbers
    .split(' ')
    .filter((number) => number !== '')
    .map((number, index) => ({ ...sampleBody().licences[0], id: `l${index + 1}`, number }));
  return {
    licences,
    enterprise: {
      name: organisation.name,
      uscc: organisation.uscc,
      region: organisation.regionCode,
      industry: organisation.industryCode ?? 'I',
    },
  };
}

async function attach(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  filingId: string,
  slot: AttachmentSlot,
  title: string,
): Promise<void> {
  const content = await sampleFile(stage, title, moment);
  must(
    await addAttachment(stage.ports, actor, moment, { filingId, slot, fileName: `${title}.pdf`, content }),
  );
}

/** Writes a draft with a whole body, as somebody who typed it in one sitting onto what the page showed. */
async function write(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  filingId: string,
  mine: FilingBody,
): Promise<void> {
  const { ports } = stage;
  const organisationId = 'organisationId' in actor.scope ? actor.scope.organisationId : '';
  const draft = await ports.db.transaction(actor.scope, (trx) => getDraft(trx, organisationId, filingId));
  if (!draft) throw new Error(`filing ${filingId} has no draft`);
  const base = openBody(ports.sealer, organisationId, draft.body);
  must(await saveDraft(ports, actor, moment, { filingId, base, mine }));
}

/** From nothing to a submitted filing. */
async function fileFirst(stage: Stage, actor: Actor, moment: Moment, patch: BodyPatch): Promise<string> {
  const body = sampleBody(patch);
  const { filingId } = must(
    await createFiling(stage.ports, actor, moment, { kind: 'first', scope: body.scope, change: null }),
  );
  await write(stage, actor, moment, filingId, body);
  await attach(stage, actor, moment, filingId, 'appointment', '首席数据官任职文件（示例）');
  await attach(stage, actor, moment, filingId, 'organisation_chart', '组织架构图（示例）');
  must(await freezeFiling(stage.ports, actor, moment, { filingId }));
  await attach(stage, actor, moment, filingId, 'signed_scan', '签字盖章件（示例）');
  must(await submitFiling(stage.ports, actor, moment, { filingId, submitKey: newId(moment.now) }));
  return filingId;
}

async function putOnRecord(stage: Stage, filing: string, moment: Moment): Promise<void> {
  const officer = officerOf(stage, 'reviewer');
  must(await claimFiling(stage.ports, officer, moment, { filing, takeOver: '' }));
  must(await recordFiling(stage.ports, officer, moment, { filing, version: 1 }));
}

/** 示例云数: on record for two months; its CDO changed the other day and the re-filing is being written. */
async function playYunshu(stage: Stage): Promise<void> {
  const owner = member(stage, 'yunshu', 'owner', 'owner');
  const filing = await fileFirst(stage, owner, ago(stage, 62), enterprisePatch('yunshu'));
  await putOnRecord(stage, filing, ago(stage, 58, 6));
  const moment = ago(stage, 1);
  const change = must(
    await reportChange(
      stage.ports,
      owner,
      moment,
      {
        kind: 'cdo',
        happenedOn: moment.today,
        decidedOn: null,
        note: '示例：原首席数据官调任，新任已到岗。',
      },
      stage.calendar,
    ),
  );
  must(await beginRefiling(stage.ports, owner, moment, change.id));
}

/** 示例海信通: submitted the other day, waits in the queue. */
async function playHaixin(stage: Stage): Promise<void> {
  await fileFirst(stage, member(stage, 'haixin', 'haixin', 'owner'), ago(stage, 4), {
    ...enterprisePatch('haixin'),
    cdo: { name: '赵数通' },
  });
}

/** 示例精密制造: an industrial enterprise's voluntary record. */
async function playZhizao(stage: Stage): Promise<void> {
  const filing = await fileFirst(stage, member(stage, 'zhizao', 'zhizao', 'owner'), ago(stage, 20), {
    ...enterprisePatch('zhizao'),
    scope: { categories: ['industrial'], licensedIn: '', judgement: '', judgementReason: '' },
    cdo: { name: '钱工数' },
  });
  await putOnRecord(stage, filing, ago(stage, 15, 7));
}

/** 示例蓝桥: returned with two comments, one with a proposed value. */
async function playLanqiao(stage: Stage): Promise<void> {
  const filing = await fileFirst(stage, member(stage, 'lanqiao', 'lanqiao', 'owner'), ago(stage, 8), {
    ...enterprisePatch('lanqiao'),
    cdo: { name: '许数桥', position: '信息部经理' },
  });
  const officer = officerOf(stage, 'reviewer');
  const moment = ago(stage, 2, 3);
  must(await claimFiling(stage.ports, officer, moment, { filing, takeOver: '' }));
  const say = async (anchor: string, body: string, proposed: string) =>
    must(
      await openThread(stage.ports, officer, moment, { filing, anchor, body, proposed, publish: 'draft' }),
    );
  await say('cdo.position', '首席数据官应为高级管理团队成员，请核对现任职务并与任职文件一致。', '');
  await say('enterprise.department', '归口管理部门建议与任职文件中的名称一致。', '数据治理部');
  must(await returnFiling(stage.ports, officer, moment, { filing }));
}

/** 示例启明: on record; a change was reported too long ago and the re-filing is overdue. */
async function playQiming(stage: Stage): Promise<void> {
  const owner = member(stage, 'qiming', 'qiming', 'owner');
  const filing = await fileFirst(stage, owner, ago(stage, 120), {
    ...enterprisePatch('qiming'),
    cdo: { name: '何数明' },
  });
  await putOnRecord(stage, filing, ago(stage, 116, 7));
  const moment = ago(stage, 24);
  must(
    await reportChange(
      stage.ports,
      owner,
      moment,
      { kind: 'dedicated_post', happenedOn: moment.today, decidedOn: null, note: '示例：专职岗位人员离职。' },
      stage.calendar,
    ),
  );
}

/** The consultancy helps 示例云数 to prepare, for half a year. */
async function playGrant(stage: Stage): Promise<void> {
  const consultancy = demoOrganisations.find(({ key }) => key === 'consultancy');
  must(
    await giveGrant(stage.ports, member(stage, 'yunshu', 'owner', 'owner'), ago(stage, 1), {
      organisationId: idOf(stage.ids.organisations, 'yunshu'),
      uscc: (consultancy?.uscc ?? '') as Uscc,
      purpose: 'help',
      rights: 'draft',
      expiresOn: addDays(stage.now.today, 180),
    }),
  );
}

/** An invented licence holder that isn't on the platform; its code passes the check digit and belongs to nobody we know. */
function inventedHolder(n: number): string {
  const serial = String(n).padStart(2, '0');
  const body = `913101${String(4 + n).padStart(2, '0')}MA1N00${serial}`;
  // Nine characters of organisation code would need a check of their own; sample codes need only the last one.
  const first17 = `${body}X`.slice(0, 17).padEnd(17, '0');
  const code = `${first17}${usccCheckCharacter(first17) ?? ''}`;
  return `示例持证企业${serial}（上海）有限公司,${code},沪B2-2022${String(100 + n).padStart(4, '0')},B25,310115,contact${serial}@holder.example`;
}

/** The roster of licence holders: those on the platform, and eight that aren't yet. */
async function playRoster(stage: Stage): Promise<void> {
  const known = demoOrganisations
    .filter(({ kind, licenceKind }) => kind === 'enterprise' && licenceKind === 'telecom')
    .map(
      ({ name, uscc, licenceNumbers, regionCode }) => `${name},${uscc},${licenceNumbers},B25,${regionCode},`,
    );
  const lines = [
    '企业名称,统一社会信用代码,许可证编号,业务种类,所在地区代码,联系邮箱',
    ...known,
    ...Array.from({ length: 8 }, (_, index) => inventedHolder(index + 1)),
  ];
  const officer = officerOf(stage, 'supervisor');
  const moment = ago(stage, 130);
  const content = Readable.from([Buffer.from(lines.join('\r\n'), 'utf8')]);
  const run = must(
    await previewRoster(stage.ports, officer, moment, { fileName: '持证企业名录（示例）.csv', content }),
  );
  must(await applyRoster(stage.ports, officer, moment, { runId: run.id }));
}

/** Tells the demonstration's story through the services, so that its rows are what the product itself writes. */
export async function playDemo(
  ports: Ports,
  calendar: Calendar,
  moment: Moment,
  ids: DemoIds,
): Promise<void> {
  const stage: Stage = { ports, calendar, now: moment, ids };
  await playMaturity(stage);
  await playRoster(stage);
  await playQiming(stage);
  await playYunshu(stage);
  await playZhizao(stage);
  await playLanqiao(stage);
  await playHaixin(stage);
  await playGrant(stage);
  await playPlans(stage);
  await playBulletins(stage);
}
