import type { Actor, Moment } from '../../app/domain/account/actor.ts';
import type { AnswerEdit } from '../../app/domain/assessment/answer.ts';
import { NO_ANSWER } from '../../app/domain/assessment/answer.ts';
import { itemsOf, type Item, type MaturityModel } from '../../app/domain/assessment/model.ts';
import type { GradeKey } from '../../app/domain/assessment/scheme.ts';
import { addDays, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Uscc } from '../../app/domain/organisation/uscc.ts';
import { createAction } from '../../app/services/action/create-action.server.ts';
import { confirmCarried } from '../../app/services/answer/confirm-carried.server.ts';
import { saveAnswers } from '../../app/services/answer/save-answers.server.ts';
import { validateItem } from '../../app/services/answer/validate-item.server.ts';
import { openAssessmentThread } from '../../app/services/assessment-thread/open-assessment-thread.server.ts';
import { excludeCells } from '../../app/services/assessment/exclude-cells.server.ts';
import { orderAssessment } from '../../app/services/assessment/order-assessment.server.ts';
import { orderIndependent } from '../../app/services/assessment/order-independent.server.ts';
import { requestValidation } from '../../app/services/assessment/request-validation.server.ts';
import { signAssessment } from '../../app/services/assessment/sign-assessment.server.ts';
import { startAssessment } from '../../app/services/assessment/start-assessment.server.ts';
import { submitAssessment } from '../../app/services/assessment/submit-assessment.server.ts';
import { addCertificate } from '../../app/services/certificate/add-certificate.server.ts';
import { submitCertificate } from '../../app/services/certificate/submit-certificate.server.ts';
import { addEvidence } from '../../app/services/evidence/add-evidence.server.ts';
import { linkEvidence } from '../../app/services/evidence-link/link-evidence.server.ts';
import { giveGrant } from '../../app/services/grant/give-grant.server.ts';
import { maturityModel } from '../../assessments/model.ts';
import { listAnswers } from '../../db/queries/answer.read.ts';
import { listGrantsOfClient } from '../../db/queries/grant.read.ts';
import { demoAccounts, demoOrganisations } from './cast.ts';
import { ago, idOf, member, must, officerOf, sampleFile, type Stage } from './stage.ts';

/** A number between 0 and 1 that is always the same for the same text (FNV-1a). */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // The last letters move only the low bits; a second mixing spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** How an invented house is judged on a criterion when its true level is around `level`. */
function gradeFor(
  key: string,
  item: Item,
  criterion: { id: string; level: number },
  level: number,
): GradeKey {
  const domain = item.id.split('.')[0] ?? item.id;
  const reach = level + (chance(`${key}/${domain}`) - 0.5) * 1.2 + (chance(`${key}/${item.id}`) - 0.5) * 0.8;
  const distance = reach - criterion.level + 1;
  const luck = chance(`${key}/${criterion.id}`);
  if (distance >= 1) return luck < 0.2 ? 'mostly' : 'met';
  if (distance >= 0.5) return luck < 0.4 ? 'met' : luck < 0.8 ? 'mostly' : 'partly';
  if (distance > 0) return luck < 0.5 ? 'partly' : 'unmet';
  return 'unmet';
}

const NOTES: Readonly<Partial<Record<GradeKey, string>>> = {
  mostly: '示例数据：材料基本齐全，个别单位的记录待补。',
  partly: '示例数据：已有做法，尚未覆盖全部单位。',
};

function editsOf(
  key: string,
  item: Item,
  level: number,
  wanted: (criterionId: string, cellId: string) => boolean,
): AnswerEdit[] {
  return item.cells.flatMap((cell) =>
    cell.criteria
      .filter(({ id }) => wanted(id, cell.id))
      .map((criterion): AnswerEdit => {
        const grade = gradeFor(key, item, criterion, level);
        const note = chance(`note/${key}/${criterion.id}`) < 0.15 ? (NOTES[grade] ?? '') : '';
        return { criterionId: criterion.id, base: NO_ANSWER, mine: { grade, note } };
      }),
  );
}

function modelOf(id: string): MaturityModel {
  const model = maturityModel(id);
  if (!model) throw new Error(`${id} is not shipped`);
  return model;
}

interface Round {
  readonly modelId: string;
  readonly daysAgo: number;
  /** Around which level the house stands. */
  readonly level: number;
  readonly title: string;
  readonly targetLevel?: number;
  readonly previousId?: string;
  /** Cells left out, with the reason. */
  readonly exclusion?: { readonly cellIds: readonly string[]; readonly reason: string };
  /** Share of the items that are answered; 1 unless the round is still under way. */
  readonly share?: number;
}

/** Fills in an assessment: confirms what was carried over, and answers the rest. */
async function answerAll(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  assessmentId: string,
  round: { readonly key: string; readonly modelId: string; readonly level: number; readonly share?: number },
  excluded: ReadonlySet<string>,
): Promise<void> {
  const { ports } = stage;
  const organisationId = actor.scope.kind === 'consultant' ? actor.scope.clientId : houseOf(actor);
  const known = await ports.db.transaction(actor.scope, (trx) =>
    listAnswers(trx, organisationId, assessmentId),
  );
  const answered = new Set(known.map(({ criterionId }) => criterionId));
  const items = itemsOf(modelOf(round.modelId));
  const edits: AnswerEdit[] = [];
  for (const item of items.slice(0, Math.ceil(items.length * (round.share ?? 1)))) {
    const cellIds = new Set(item.cells.map(({ id }) => id));
    if (known.some(({ cellId, isCarried }) => isCarried && cellIds.has(cellId) && !excluded.has(cellId))) {
      must(await confirmCarried(ports, actor, moment, { assessmentId, place: { itemId: item.id } }));
    }
    const isOpen = (id: string, cellId: string) => !answered.has(id) && !excluded.has(cellId);
    edits.push(...editsOf(round.key, item, round.level, isOpen));
  }
  must(await saveAnswers(ports, actor, moment, { assessmentId, edits }));
}

function houseOf(actor: Actor): string {
  if (actor.scope.kind !== 'member') throw new Error('only a member has a house of his own');
  return actor.scope.organisationId;
}

/** Begins a self-assessment and fills it in. */
async function begin(stage: Stage, key: string, owner: Actor, round: Round): Promise<string> {
  const moment = ago(stage, round.daysAgo);
  const { assessmentId } = must(
    await startAssessment(stage.ports, owner, moment, {
      modelId: round.modelId,
      schemeId: `${modelOf(round.modelId).family}-default`,
      title: round.title,
      unit: '',
      targetLevel: round.targetLevel ?? null,
      targetOn: round.targetLevel ? addDays(moment.today, 365) : null,
      previousId: round.previousId ?? null,
    }),
  );
  if (round.exclusion) {
    must(await excludeCells(stage.ports, owner, moment, { assessmentId, ...round.exclusion }));
  }
  await answerAll(
    stage,
    owner,
    moment,
    assessmentId,
    { ...round, key },
    new Set(round.exclusion?.cellIds ?? []),
  );
  return assessmentId;
}

/** Asks for validation and signs; a house of one person says that nobody else looked at it. */
async function sign(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  assessmentId: string,
  validator: {
    readonly actor: Actor;
    readonly modelId: string;
    readonly excluded: ReadonlySet<string>;
  } | null,
): Promise<void> {
  must(await requestValidation(stage.ports, actor, moment, { assessmentId, isConfirmed: true }));
  if (validator) {
    for (const item of itemsOf(modelOf(validator.modelId))) {
      if (item.cells.every(({ id }) => validator.excluded.has(id))) continue;
      must(await validateItem(stage.ports, validator.actor, moment, { assessmentId, itemId: item.id }));
    }
  }
  must(
    await signAssessment(stage.ports, actor, moment, {
      assessmentId,
      acceptsUnvalidated: validator === null,
      unvalidatedReason: validator === null ? '示例数据：本单位只有一名填报人员。' : '',
    }),
  );
}

async function grant(
  stage: Stage,
  house: string,
  owner: Actor,
  consultancy: string,
  purpose: 'help' | 'assess',
  daysAgo: number,
): Promise<void> {
  const uscc = demoOrganisations.find(({ key }) => key === consultancy)?.uscc ?? '';
  must(
    await giveGrant(stage.ports, owner, ago(stage, daysAgo), {
      organisationId: idOf(stage.ids.organisations, house),
      uscc: uscc as Uscc,
      purpose,
      rights: 'draft',
      expiresOn: addDays(stage.now.today, 180),
    }),
  );
}

/** The assessor in a client's house, by the grant that the client gave. */
async function assessorIn(
  stage: Stage,
  owner: Actor,
  moment: Moment,
): Promise<{ actor: Actor; grantId: string }> {
  const client = houseOf(owner);
  const consultancy = idOf(stage.ids.organisations, 'assessor');
  const grants = await stage.ports.db.transaction(owner.scope, (trx) => listGrantsOfClient(trx, client));
  const live = grants.find(({ consultancyId }) => consultancyId === consultancy);
  if (!live) throw new Error('the assessor has no grant');
  const accountId = idOf(stage.ids.accounts, 'assessor');
  return {
    grantId: live.id,
    actor: {
      scope: {
        kind: 'consultant',
        accountId,
        organisationId: consultancy,
        grantId: live.id,
        clientId: client,
        purpose: 'assess',
        rights: 'draft',
        today: moment.today,
      },
      accountId,
      name: demoAccounts.find(({ key }) => key === 'assessor')?.name ?? '评估',
      side: 'consultant',
    },
  };
}

const DATED = (from: PlainDate | null, until: PlainDate | null) => ({
  effectiveFrom: from,
  effectiveUntil: until,
  ownerId: '',
  ownerName: '示例数据责任人',
});

/** The library of 示例云数: a file, a reference, and a policy whose period is over. */
async function fillLibrary(stage: Stage, owner: Actor): Promise<string[]> {
  const { ports, now } = stage;
  const moment = ago(stage, 80);
  const file = await sampleFile(stage, '数据战略规划（示例）', moment);
  const pieces = [
    must(
      await addEvidence(
        ports,
        owner,
        moment,
        {
          kind: 'file',
          title: '数据战略规划（示例）',
          reference: '',
          ...DATED(addDays(now.today, -300), addDays(now.today, 400)),
        },
        { fileName: '数据战略规划（示例）.pdf', content: file },
      ),
    ),
    must(
      await addEvidence(
        ports,
        owner,
        moment,
        {
          kind: 'reference',
          title: '数据质量监控平台（示例）',
          reference: '内网数据门户 → 质量监控 → 月度报告',
          ...DATED(null, null),
        },
        null,
      ),
    ),
    must(
      await addEvidence(
        ports,
        owner,
        moment,
        {
          kind: 'reference',
          title: '数据安全管理办法（示例，已到期）',
          reference: '示例制度〔2022〕8 号',
          ...DATED(addDays(now.today, -1200), addDays(now.today, -40)),
        },
        null,
      ),
    ),
  ];
  return pieces.map(({ evidenceId }) => evidenceId);
}

/** 示例云数: three years of DCMM across two editions, and a 双评估 by DSMM whose sides don't agree everywhere. */
async function playYunshu(stage: Stage): Promise<void> {
  const { ports } = stage;
  const owner = member(stage, 'yunshu', 'owner', 'owner');
  const cdo = member(stage, 'yunshu', 'cdo', 'cdo');
  const pieces = await fillLibrary(stage, owner);
  const first = await begin(stage, 'yunshu', owner, {
    modelId: 'dcmm-2018',
    daysAgo: 760,
    level: 2.1,
    title: '2024 年度自评（示例数据）',
  });
  await sign(stage, owner, ago(stage, 750), first, null);
  const second = await begin(stage, 'yunshu+', owner, {
    modelId: 'dcmm-2018',
    daysAgo: 400,
    level: 2.7,
    title: '2025 年度自评（示例数据）',
  });
  await sign(stage, owner, ago(stage, 390), second, null);
  const excluded = { cellIds: ['14.3'], reason: '示例数据：本单位不承担公共数据开放，无对外开放数据集。' };
  const third = await begin(stage, 'yunshu++', owner, {
    modelId: 'dcmm-2025',
    daysAgo: 75,
    level: 3.1,
    title: '2026 年度自评（示例数据）',
    targetLevel: 4,
    previousId: second,
    exclusion: excluded,
  });
  const linked = [
    ['6.1', pieces[0]],
    ['11.2', pieces[1]],
    ['12.1', pieces[2]],
  ] as const;
  for (const [cellId, evidenceId] of linked) {
    if (!evidenceId) continue;
    must(await linkEvidence(ports, owner, ago(stage, 72), { assessmentId: third, cellId, evidenceId }));
  }
  await sign(stage, owner, ago(stage, 60, 6), third, {
    actor: cdo,
    modelId: 'dcmm-2025',
    excluded: new Set(excluded.cellIds),
  });
  // Later in the day than the signing: over a long holiday both fall on the same working day.
  must(await submitAssessment(ports, owner, ago(stage, 58, 8), { assessmentId: third }));
  await planYunshu(stage, owner, third);
  await playPair(stage, owner);
  const next = await begin(stage, 'yunshu+++', owner, {
    modelId: 'dcmm-2025',
    daysAgo: 3,
    level: 3.4,
    title: '2027 年度自评准备（示例数据）',
    targetLevel: 4,
    share: 0.4,
  });
  must(
    await openAssessmentThread(ports, cdo, ago(stage, 2), {
      assessmentId: next,
      cellId: '6.2',
      body: '示例数据：任务台账的截止日期与规划不一致，请补充变更记录。',
    }),
  );
}

async function planYunshu(stage: Stage, owner: Actor, assessmentId: string): Promise<void> {
  const plan = [
    ['8.4', '补齐核心系统的元数据血缘（示例）', -12, 25, 4],
    ['11.3', '按月分析质量问题根因并公布（示例）', 45, 12, 4],
    ['13.4', '建立到期数据清单与销毁见证记录（示例）', 90, 18, 3],
  ] as const;
  for (const [cellId, title, days, effort, expectedLevel] of plan) {
    must(
      await createAction(stage.ports, owner, ago(stage, 50), assessmentId, {
        cellId,
        criterionId: '',
        title,
        note: '',
        ownerId: idOf(stage.ids.accounts, 'preparer'),
        ownerName: '',
        dueOn: addDays(stage.now.today, days),
        effort,
        expectedLevel,
      }),
    );
  }
}

/** Self and independent assessment of one scope under the regulator's order, both signed. */
async function playPair(stage: Stage, owner: Actor): Promise<void> {
  const { ports } = stage;
  const uscc = demoOrganisations.find(({ key }) => key === 'yunshu')?.uscc ?? '';
  const { orderId } = must(
    await orderAssessment(ports, officerOf(stage, 'supervisor'), ago(stage, 50), {
      uscc,
      basis: '示例数据：重点企业数据安全管理评估部署。',
      dueOn: addDays(stage.now.today, 30),
    }),
  );
  await grant(stage, 'yunshu', owner, 'assessor', 'assess', 48);
  const self = await begin(stage, 'yunshu-s', owner, {
    modelId: 'dsmm-2019',
    daysAgo: 45,
    level: 2.9,
    title: '数据安全能力评估（示例数据）',
    targetLevel: 3,
  });
  const { actor, grantId } = await assessorIn(stage, owner, ago(stage, 40));
  const { assessmentId } = must(
    await orderIndependent(ports, owner, ago(stage, 40), { assessmentId: self, grantId, orderId }),
  );
  await sign(stage, owner, ago(stage, 35), self, null);
  const moment = ago(stage, 25);
  await answerAll(
    stage,
    actor,
    moment,
    assessmentId,
    { key: 'hengxin', modelId: 'dsmm-2019', level: 2.5 },
    new Set(),
  );
  await sign(stage, actor, ago(stage, 22, 6), assessmentId, null);
}

/** 示例精密制造: an independent assessment is under way; neither side sees the other yet. */
async function playZhizao(stage: Stage): Promise<void> {
  const owner = member(stage, 'zhizao', 'zhizao', 'owner');
  await grant(stage, 'zhizao', owner, 'assessor', 'assess', 30);
  const self = await begin(stage, 'zhizao', owner, {
    modelId: 'dcmm-2025',
    daysAgo: 28,
    level: 2.2,
    title: '数据管理能力评估（示例数据）',
    targetLevel: 3,
  });
  await sign(stage, owner, ago(stage, 26), self, null);
  const { actor, grantId } = await assessorIn(stage, owner, ago(stage, 20));
  const { assessmentId } = must(
    await orderIndependent(stage.ports, owner, ago(stage, 20), {
      assessmentId: self,
      grantId,
      orderId: null,
    }),
  );
  await answerAll(
    stage,
    actor,
    ago(stage, 10),
    assessmentId,
    { key: 'hengxin', modelId: 'dcmm-2025', level: 2.1, share: 0.5 },
    new Set(),
  );
}

/** The other houses of the trade: three years in both models, so that a comparison with five others can be shown. */
async function playTrade(stage: Stage): Promise<void> {
  const houses = [
    ['haixin', 2.4],
    ['lanqiao', 2.0],
    ['qiming', 3.3],
    ['xinban', 1.6],
    ['yuntu', 2.8],
  ] as const;
  for (const [index, [house, level]] of houses.entries()) {
    const owner = member(stage, house, house, 'owner');
    const before = await begin(stage, house, owner, {
      modelId: 'dcmm-2018',
      daysAgo: 740 + index * 11,
      level: level - 0.6,
      title: '2024 年度自评（示例数据）',
    });
    await sign(stage, owner, ago(stage, 735 + index * 11), before, null);
    const security = await begin(stage, `${house}-s`, owner, {
      modelId: 'dsmm-2019',
      daysAgo: 400 + index * 9,
      level: level - 0.3,
      title: '2025 年度数据安全能力自评（示例数据）',
    });
    await sign(stage, owner, ago(stage, 396 + index * 9), security, null);
    const after = await begin(stage, `${house}+`, owner, {
      modelId: 'dcmm-2025',
      daysAgo: 90 + index * 7,
      level,
      title: '2026 年度自评（示例数据）',
      previousId: before,
    });
    await sign(stage, owner, ago(stage, 85 + index * 7), after, null);
  }
  await grant(stage, 'haixin', member(stage, 'haixin', 'haixin', 'owner'), 'consultancy', 'help', 20);
}

async function playCertificates(stage: Stage): Promise<void> {
  const { ports, now } = stage;
  const owner = member(stage, 'yunshu', 'owner', 'owner');
  const record = async (actor: Actor, level: number, number: string, issued: number, left: number) =>
    must(
      await addCertificate(
        ports,
        actor,
        ago(stage, 30),
        {
          kind: 'dcmm',
          level: level as 2 | 3,
          number,
          agency: '示例评估机构（演示）',
          edition: '',
          issuedOn: addDays(now.today, -issued),
          expiresOn: addDays(now.today, left),
        },
        {
          fileName: `${number}.pdf`,
          content: await sampleFile(stage, `证书扫描件 ${number}`, ago(stage, 30)),
        },
      ),
    );
  const { certificateId } = await record(owner, 2, '示例-DCMM-2024-0015', 1050, 45);
  must(await submitCertificate(ports, owner, ago(stage, 29), { id: certificateId }));
  const qiming = member(stage, 'qiming', 'qiming', 'owner');
  await record(qiming, 3, '示例-DCMM-2025-0074', 400, 695);
}

/** Three years of maturity assessments in both models, told through the services. */
export async function playMaturity(stage: Stage): Promise<void> {
  await playYunshu(stage);
  await playTrade(stage);
  await playZhizao(stage);
  await playCertificates(stage);
}
