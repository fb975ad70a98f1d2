import { sql } from 'kysely';
import { cellsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import type { AnswerSheet, ScoringScheme } from '#app/domain/assessment/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';

/** An answer sheet with the scheme that reads it. */
export interface SheetUnderScheme {
  readonly scheme: ScoringScheme;
  readonly answers: AnswerSheet;
}

/** One figure, as the database came to it; exact to twelve decimals. */
export interface SqlScore {
  /** Which sheet, from 0. */
  readonly sheet: number;
  readonly kind: 'cell' | 'item' | 'domain' | 'overall';
  readonly id: string;
  /** Null where there is none. */
  readonly score: string | null;
  readonly level: number | null;
}

/** The model as rows: a criterion with the cell, item and domain that it stands in. */
function criterionRows(model: MaturityModel) {
  return model.domains.flatMap((domain) =>
    domain.items.flatMap((item) =>
      item.cells.flatMap((cell) =>
        cell.criteria.map(({ id, level }) => ({
          criterion: id,
          level,
          cell: cell.id,
          item: item.id,
          domain: domain.id,
        })),
      ),
    ),
  );
}

/**
 * The scoring rule in SQL, written from the rule and not from the product's code: decimal arithmetic instead of
 * fractions, sets instead of steps. Twelve decimals are kept before a scheme's own rounding, so that thirds that make a
 * whole are one.
 */
export async function scoreInDatabase(
  db: OpenDatabase['root'],
  model: MaturityModel,
  sheets: readonly SheetUnderScheme[],
): Promise<SqlScore[]> {
  if (cellsOf(model).some((cell) => cell.criteria.length === 0)) throw new Error('a cell asks nothing');
  const criteria = JSON.stringify(criterionRows(model));
  const given = JSON.stringify(sheets.map(({ scheme, answers }, sheet) => ({ sheet, scheme, ...answers })));
  const { rows } = await sql<SqlScore>`
    with criterion as materialized (
      select * from jsonb_to_recordset(${criteria}::jsonb)
        as c(criterion text, level int, cell text, item text, domain text)
    ), sheet as materialized (
      select * from jsonb_to_recordset(${given}::jsonb) as s(sheet int, scheme jsonb, grades jsonb, exclusions jsonb)
    ), setting as materialized (
      select sheet,
             scheme #>> '{combine,cells}' as cells, scheme #>> '{combine,items}' as items,
             scheme #>> '{combine,domains}' as domains,
             (scheme #>> '{floor,value}')::numeric as floor,
             (scheme #>> '{rounding,cell}')::int as cell_places, (scheme #>> '{rounding,item}')::int as item_places,
             (scheme #>> '{rounding,domain}')::int as domain_places, (scheme #>> '{rounding,overall}')::int as overall_places
      from sheet
    ), worth as materialized (
      select s.sheet, g ->> 'grade' as grade, (g #>> '{worth,value}')::numeric as worth
      from sheet s, jsonb_array_elements(s.scheme -> 'grades') g
    ), gate as materialized (
      select s.sheet, g.key::int as level, (g.value ->> 'value')::numeric as gate
      from sheet s, jsonb_each(s.scheme -> 'gates') g
    ), weight as materialized (
      select s.sheet, w.key as id, (w.value ->> 'value')::numeric as weight
      from sheet s, jsonb_each(s.scheme -> 'weights') w
    ), answer as materialized (
      select s.sheet, a.key as criterion, a.value as grade from sheet s, jsonb_each_text(s.grades) a
    ), excluded as materialized (
      select s.sheet, jsonb_object_keys(s.exclusions) as cell from sheet s
    ), counted as materialized (
      -- What stays in the denominator, with its worth: nothing for what nobody answered, nothing at all for 不适用.
      select s.sheet, c.cell, c.level, case when a.grade is null then 0 else w.worth end as worth
      from sheet s cross join criterion c
      left join answer a on a.sheet = s.sheet and a.criterion = c.criterion
      left join worth w on w.sheet = s.sheet and w.grade = a.grade
      where a.grade is distinct from 'not_applicable'
        and not exists (select 1 from excluded e where e.sheet = s.sheet and e.cell = c.cell)
    ), level_share as materialized (
      select sheet, cell, level, sum(worth) as total, count(*) as size from counted group by sheet, cell, level
    ), reach as materialized (
      -- The last level that asks something ends the climb; the first one that fails its gate ends it sooner.
      select l.sheet, l.cell,
             least(max(l.level), coalesce(min(l.level) filter (where l.total < g.gate * l.size) - 1, 5)) as reached
      from level_share l join gate g using (sheet, level)
      group by l.sheet, l.cell
    ), cell_score as materialized (
      select r.sheet, r.cell, o.item, o.domain,
             case when t.cell_places is null then x.raw else round(round(x.raw, 12), t.cell_places) end as score
      from reach r
      join (select distinct cell, item, domain from criterion) o using (cell)
      join setting t using (sheet)
      left join level_share n on n.sheet = r.sheet and n.cell = r.cell and n.level = r.reached + 1
      cross join lateral (select greatest(t.floor, r.reached + coalesce(n.total / n.size, 0)) as raw) x
    ), item_score as materialized (
      select c.sheet, c.item, c.domain,
             case when t.item_places is null then x.raw else round(round(x.raw, 12), t.item_places) end as score
      from (
        select c.sheet, c.item, c.domain, min(c.score) as lowest,
               sum(c.score * coalesce(w.weight, 1)) / sum(coalesce(w.weight, 1)) as mean
        from cell_score c left join weight w on w.sheet = c.sheet and w.id = c.cell
        group by c.sheet, c.item, c.domain
      ) c
      join setting t using (sheet)
      cross join lateral (select case t.cells when 'lowest' then c.lowest else c.mean end as raw) x
    ), domain_score as materialized (
      select c.sheet, c.domain,
             case when t.domain_places is null then x.raw else round(round(x.raw, 12), t.domain_places) end as score
      from (
        select i.sheet, i.domain, min(i.score) as lowest,
               sum(i.score * coalesce(w.weight, 1)) / sum(coalesce(w.weight, 1)) as mean
        from item_score i left join weight w on w.sheet = i.sheet and w.id = i.item
        group by i.sheet, i.domain
      ) c
      join setting t using (sheet)
      cross join lateral (select case t.items when 'lowest' then c.lowest else c.mean end as raw) x
    ), overall_score as materialized (
      select c.sheet, round(round(x.raw, 12), t.overall_places) as score
      from (
        select d.sheet, min(d.score) as lowest,
               sum(d.score * coalesce(w.weight, 1)) / sum(coalesce(w.weight, 1)) as mean
        from domain_score d left join weight w on w.sheet = d.sheet and w.id = d.domain
        group by d.sheet
      ) c
      join setting t using (sheet)
      cross join lateral (select case t.domains when 'lowest' then c.lowest else c.mean end as raw) x
    ), figure as (
      select sheet, 'cell' as kind, cell as id, score from cell_score
      union all select sheet, 'item', item, score from item_score
      union all select sheet, 'domain', domain, score from domain_score
      union all select sheet, 'overall', '', score from overall_score
    )
    select sheet, kind, id, trim_scale(round(score, 12))::text as score,
           case when kind in ('domain', 'overall') then floor(round(round(score, 12), 2))::int end as level
    from figure
  `.execute(db);
  return rows;
}
