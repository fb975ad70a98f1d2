import type pg from 'pg';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { NO_ANSWER, type AnswerEdit } from '#app/domain/assessment/answer.ts';
import { criteriaOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { addDays, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import type { Uscc } from '#app/domain/organisation/uscc.ts';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import { requestValidation } from '#app/services/assessment/request-validation.server.ts';
import { signAssessment } from '#app/services/assessment/sign-assessment.server.ts';
import { startAssessment } from '#app/services/assessment/start-assessment.server.ts';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { maturityModel } from '#assessments/model.ts';
import type { OpenDatabase } from '#db/client.ts';
import { granted, sampleCode } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation } from '#tests/support/world.ts';
import { copyInto } from './copy.ts';
import { imprintOf, shareOut, textsFor, type Filling, type Mould } from './data.ts';
import { daysBefore } from './scene.ts';
import { Stamp, takeImage, type Image } from './stamp.ts';

/** The model of which a full assessment is measured. */
const MODEL_ID = 'dsmm-2019';
/** Assessments of one enterprise: four signed, one open. */
const PER_ENTERPRISE = 5;
/** Clients of the consultancy. */
const CLIENTS = 500;
/** Assessments that have all their answers; the others have what lists and comparisons with the industry read. */
const WHOLE = 100;

/** An enterprise with assessments, its person, and what is stamped from it. */
export interface Assessed extends Mould {
  readonly image: Image;
  readonly owner: Actor;
  readonly assessmentIds: readonly string[];
}

/** Everything about assessments that services made. */
export interface AssessmentWorld {
  readonly model: MaturityModel;
  readonly house: Assessed;
  /** The same without answers and contents of versions. */
  readonly light: Mould;
  /** With people of its own, to write in. */
  readonly writer: Assessed;
  readonly client: Assessed;
  readonly consultant: Actor;
}

const GRADES = ['met', 'met', 'mostly', 'met', 'partly', 'met', 'unmet'] as const;

function editsOf(model: MaturityModel, most = Infinity): AnswerEdit[] {
  return criteriaOf(model)
    .slice(0, most)
    .map(({ id }, index) => ({
      criterionId: id,
      base: NO_ANSWER,
      mine: {
        grade: GRADES[(index * 5) % GRADES.length] ?? 'met',
        note: index % 6 === 0 ? '示例数据：材料基本齐全，个别单位的记录待补。' : '',
      },
    }));
}

/** The answers of a full assessment, for scoring it in memory. */
export const gradesOf = (model: MaturityModel) =>
  Object.fromEntries(editsOf(model).map(({ criterionId, mine }) => [criterionId, mine.grade]));

async function assess(
  ports: Ports,
  owner: Actor,
  model: MaturityModel,
  moment: Moment,
  title: string,
  how: { readonly isSigned: boolean; readonly most?: number },
): Promise<string> {
  const { assessmentId } = granted(
    await startAssessment(ports, owner, moment, {
      modelId: model.id,
      schemeId: 'dsmm-default',
      title,
      unit: '',
      targetLevel: 3,
      targetOn: null,
      previousId: null,
    }),
  );
  const edits = editsOf(model, how.most);
  for (let from = 0; from < edits.length; from += 400) {
    granted(await saveAnswers(ports, owner, moment, { assessmentId, edits: edits.slice(from, from + 400) }));
  }
  if (!how.isSigned) return assessmentId;
  granted(await requestValidation(ports, owner, moment, { assessmentId, isConfirmed: true }));
  granted(
    await signAssessment(ports, owner, moment, {
      assessmentId,
      acceptsUnvalidated: true,
      unvalidatedReason: '示例数据：本单位只有一名填报人员。',
    }),
  );
  return assessmentId;
}

/** Lives through assessments once, through the services. */
export async function makeAssessmentWorld(
  ports: Ports,
  db: OpenDatabase,
  client: pg.ClientBase,
  today: PlainDate,
): Promise<AssessmentWorld> {
  const model = maturityModel(MODEL_ID);
  if (!model) throw new Error(`${MODEL_ID} is not shipped`);
  const consultancy = await makeOrganisation(ports, {
    kind: 'consultancy',
    name: '示例数治咨询有限公司（测量）',
    uscc: sampleCode(4900),
  });
  const consultant = await makeActor(ports, consultancy, 'consultant', { name: '郑测量' });
  const enterprise = async (index: number, tag: string) => {
    const texts = [`上海评估${tag}信息科技有限公司`, sampleCode(4800 + index)];
    const organisation = await makeOrganisation(ports, {
      kind: 'enterprise',
      name: texts[0] ?? '',
      uscc: texts[1] ?? '',
    });
    // The benchmark is by industry; the owner of an enterprise states it in its profile.
    await db.pool.query(`update organisation set industry_code = 'I' where id = $1`, [organisation.id]);
    return { organisation, texts, owner: await makeActor(ports, organisation, 'owner', { name: '何测量' }) };
  };
  type Enterprise = Awaited<ReturnType<typeof enterprise>>;
  const assessedOf = async (
    { organisation, texts, owner }: Enterprise,
    assessmentIds: string[],
    people: boolean,
  ) => {
    const image = await takeImage(client, organisation.id, { people });
    return { image, texts, owner, assessmentIds, stamp: new Stamp(image, texts, ports.sealer) };
  };
  const house = await enterprise(0, '甲子');
  const ids: string[] = [];
  for (let round = 0; round < PER_ENTERPRISE; round += 1) {
    const isSigned = round < PER_ENTERPRISE - 1;
    ids.push(
      await assess(
        ports,
        house.owner,
        model,
        daysBefore(today, 700 - round * 150),
        `第 ${round + 1} 轮自评`,
        { isSigned },
      ),
    );
  }
  const assessed = await assessedOf(house, ids, false);
  const light = new Stamp(assessed.image, assessed.texts, ports.sealer, (table, column, value) => {
    if (table === 'answer') return undefined;
    return table === 'assessment_snapshot' && column === 'body' ? '{}' : value;
  });
  const writer = await enterprise(1, '乙丑');
  const open = await assess(ports, writer.owner, model, daysBefore(today, 20), '在办自评', {
    isSigned: false,
    most: 40,
  });
  const helped = await enterprise(2, '丙寅');
  granted(
    await giveGrant(ports, helped.owner, daysBefore(today, 30), {
      organisationId: helped.organisation.id,
      uscc: sampleCode(4900) as Uscc,
      purpose: 'help',
      rights: 'draft',
      expiresOn: addDays(today, 300),
    }),
  );
  const clientOpen = await assess(ports, helped.owner, model, daysBefore(today, 20), '客户自评', {
    isSigned: false,
    most: 40,
  });
  return {
    model,
    house: assessed,
    light: { stamp: light, texts: assessed.texts },
    writer: await assessedOf(writer, [open], true),
    client: await assessedOf(helped, [clientOpen], false),
    consultant,
  };
}

/** Numbers of these enterprises begin here. */
const FIRST_HOUSE = 400_000;
const FIRST_CLIENT = 900_000;

/** Enterprises that are pressed before their rows go out; the first have all their answers, and are many rows. */
const BATCH = 20;

/** So many assessments, the first hundred with all their answers, and the consultancy's clients, stamped. */
export function assessmentFilling(world: AssessmentWorld, count: number): Filling {
  const { house, light } = world;
  const columns = new Map([...house.stamp.tables, ...world.client.stamp.tables]);
  const send = async (client: pg.Client, lines: ReadonlyMap<string, readonly string[]>) => {
    for (const [table, rows] of lines) await copyInto(client, table, columns.get(table) ?? [], rows);
  };
  const enterprises = Math.max(1, Math.round(count / PER_ENTERPRISE));
  const batches = Math.ceil(enterprises / BATCH);
  return {
    tables: [...columns.keys()],
    fill: (clients) =>
      shareOut(clients, batches + 1, async (client, batch) => {
        const lines = new Map<string, string[]>();
        if (batch === batches) {
          for (let n = 1; n < CLIENTS; n += 1) {
            const texts = textsFor(FIRST_CLIENT + n, world.client.texts);
            world.client.stamp.press({ key: `client/${n}`, texts, weeks: 0, minutes: 0 }, lines);
          }
        }
        const from = batch * BATCH;
        for (let n = from; n < Math.min(from + BATCH, enterprises); n += 1) {
          const stamp = n * PER_ENTERPRISE < WHOLE ? house.stamp : light.stamp;
          stamp.press({ ...imprintOf(FIRST_HOUSE + n, house), key: `house/${n}` }, lines);
        }
        await send(client, lines);
      }),
  };
}
