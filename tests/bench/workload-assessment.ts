import { itemsOf } from '#app/domain/assessment/model.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { AnswerSheet } from '#app/domain/assessment/scheme.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { gradesOf, type AssessmentWorld } from './assessment-scene.ts';
import type { Reading } from './floor.ts';
import { median } from './load.ts';
import { askedBy } from './workload-filing.ts';
import { memberSettings, post } from './workload-write.ts';
import type { Writing } from './write.ts';

type Row = Record<string, unknown>;

const ANSWERS = `(select json_agg(json_build_object('criterion', w.criterion_id, 'cell', w.cell_id, 'grade', w.grade, 'note', w.note, 'carried', w.is_carried,
    'author', w.author_name, 'at', w.updated_at, 'validated', w.validated_by_name, 'returned', w.returned_at) order by w.criterion_id)
    from answer w where w.organisation_id = a.organisation_id and w.assessment_id = a.id)`;

const ASSESSMENT = `select a.*, ${ANSWERS} as answers,
    (select json_agg(x) from assessment_exclusion x where x.organisation_id = a.organisation_id and x.assessment_id = a.id) as exclusions`;
const THIS = `from assessment a where a.organisation_id = $1 and a.id = $2`;

const answeredIn = (row: Row | undefined) =>
  ((row?.answers ?? []) as Row[]).filter(({ grade }) => grade !== null).length;

/** An item's page, a full result, two results side by side, and a consultancy's portfolio. */
export function assessmentReadings(world: AssessmentWorld, today: PlainDate): Reading[] {
  const { house, model, consultant } = world;
  const owner = askedBy(house.owner);
  const organisationId = house.image.organisationId;
  const open = house.assessmentIds.at(-1) ?? '';
  const [first = '', second = ''] = house.assessmentIds;
  const items = itemsOf(model).slice(0, 12);
  const portfolio = askedBy(consultant);
  const consultancyId = 'organisationId' in consultant.scope ? consultant.scope.organisationId : '';
  return [
    {
      ...owner,
      key: 'item',
      name: '评估项页面 / an item’s page',
      part: 'assessments',
      text: `${ASSESSMENT},
        (select json_agg(e) from evidence_link l join evidence e on e.organisation_id = l.organisation_id and e.id = l.evidence_id
          where l.organisation_id = a.organisation_id and l.assessment_id = a.id) as evidence,
        (select json_agg(t) from assessment_thread t where t.organisation_id = a.organisation_id and t.assessment_id = a.id and t.cell_id = any($3)) as threads,
        (select json_agg(d) from assessment_domain d where d.organisation_id = a.organisation_id and d.assessment_id = a.id) as domains ${THIS}`,
      cases: items.map(({ cells }) => [organisationId, open, cells.map(({ id }) => id)]),
      paths: items.map(({ id }) => `/assessments/${open}/items/${id}`),
      route: 'routes/assessment/item',
      rowsOfApp: (data) => {
        const page = data as { assessment: Row; progress: { all: { answered: number } } };
        return { id: page.assessment.id, title: page.assessment.title, answered: page.progress.all.answered };
      },
      rowsOfFloor: ([row]) => ({ id: row?.id, title: row?.title, answered: answeredIn(row) }),
    },
    {
      ...owner,
      key: 'result',
      name: '完整 DSMM 评估的结果 / result of a full DSMM assessment',
      part: 'assessments',
      text: `${ASSESSMENT},
        (select json_agg(i) from improvement_action i where i.organisation_id = a.organisation_id and i.assessment_id = a.id) as actions ${THIS}`,
      cases: [first, second].map((id) => [organisationId, id]),
      paths: [first, second].map((id) => `/assessments/${id}/result`),
      route: 'routes/assessment/result',
      rowsOfApp: (data) => (data as { overall: { answered: number } }).overall.answered,
      rowsOfFloor: ([row]) => answeredIn(row),
    },
    {
      ...owner,
      key: 'compare',
      name: '两份评估对照 / comparing two',
      part: 'assessments',
      text: `${ASSESSMENT} from assessment a where a.organisation_id = $1 and a.id in ($2, $3) order by a.id`,
      cases: [[organisationId, first, second]],
      paths: [`/assessments/compare?left=${first}&right=${second}`],
      route: 'routes/assessment/compare',
      rowsOfApp: (data) => {
        const { sides } = data as { sides: { left: Row; right: Row } };
        return [sides.left.id, sides.right.id].sort();
      },
      rowsOfFloor: (rows) => rows.map(({ id }) => id).sort(),
    },
    {
      ...portfolio,
      key: 'portfolio',
      name: '500 家客户总览首页 / portfolio of 500 clients, first page',
      part: 'assessments',
      text: `select g.id, g.organisation_id, g.client_name, g.purpose, g.rights, g.expires_on,
          (select json_agg(json_build_object('id', a.id, 'title', a.title, 'state', a.state, 'model', a.model_id, 'target', a.target_level,
            'answered', (select count(*) from answer w where w.organisation_id = a.organisation_id and w.assessment_id = a.id and w.grade is not null))
            order by a.created_at) from assessment a where a.organisation_id = g.organisation_id) as assessments
        from client_grant g where g.consultancy_id = $1 and g.revoked_at is null and g.expires_on >= $2::date
        order by g.id limit 25`,
      cases: [[consultancyId, today]],
      paths: ['/portfolio'],
      route: 'routes/client/portfolio',
      rowsOfApp: (data) =>
        (data as { clients: { grantId: string }[] }).clients.map(({ grantId }) => grantId).sort(),
      rowsOfFloor: (rows) => rows.map(({ id }) => id).sort(),
    },
  ];
}

/** Saving an answer, as autosave sends it. */
export function assessmentWritings(world: AssessmentWorld, origin: string): Writing[] {
  const { writer, model } = world;
  const [assessmentId = ''] = writer.assessmentIds;
  const criterion = itemsOf(model).at(-1)?.cells.at(-1)?.criteria.at(-1);
  const edits = [
    {
      criterionId: criterion?.id,
      base: { grade: null, note: '' },
      mine: { grade: 'mostly', note: '示例数据：记录待补。' },
    },
  ];
  return [
    {
      key: 'answer',
      name: '保存一项结论 / save an answer',
      part: 'assessments',
      mould: writer,
      organisationId: writer.image.organisationId,
      accountId: (place) => place.id(writer.owner.accountId ?? ''),
      settings: (place) => memberSettings(writer.owner, place),
      expected: 200,
      request: (place, caller) =>
        post(`/assessments/${place.id(assessmentId)}/answers`, caller, origin, {
          edits: JSON.stringify(edits),
        }),
    },
  ];
}

/** Milliseconds in which a full assessment is scored, in this process and without a database. */
export function scoringTime(world: AssessmentWorld): number {
  const { model } = world;
  const sheet: AnswerSheet = { grades: gradesOf(model), exclusions: {} } as AnswerSheet;
  const scheme = defaultScheme(model.family);
  const times: number[] = [];
  for (let run = 0; run < 220; run += 1) {
    const from = performance.now();
    score(model, scheme, sheet);
    if (run >= 20) times.push(performance.now() - from);
  }
  return median(times);
}
