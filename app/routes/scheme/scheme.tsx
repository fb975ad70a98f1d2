import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { maturityModels } from '#assessments/model.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { cellsOf, itemsOf, LEVELS } from '../../domain/assessment/model.ts';
import type { Ground, ScoringScheme } from '../../domain/assessment/scheme.ts';
import { STAGES } from '../../domain/assessment/scheme-form.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { requireScheme } from './load-scheme.server.ts';
import { SchemeSign } from './scheme-sign.tsx';

export const meta: MetaFunction = () => [{ title: '计分方案 · 数衡 Shuheng' }];

/** Ids of weights that no shipped edition of the family has; none for own models, which are not asked. */
function strayWeights({ family, weights }: ScoringScheme): string[] {
  if (family === 'own') return [];
  const known = new Set(
    [...maturityModels().values()]
      .filter((model) => model.family === family)
      .flatMap((model) => [...model.domains, ...itemsOf(model), ...cellsOf(model)].map(({ id }) => id)),
  );
  return Object.keys(weights).filter((id) => !known.has(id));
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scheme, row, isOwn, mayManage } = await requireScheme(incoming, incoming.params.id);
  return { scheme, row, isOwn, mayManage, stray: strayWeights(scheme) };
}

/** One setting with its value, its basis and how sure that is. */
interface Line {
  readonly key: string;
  readonly setting: string;
  readonly value: string;
  readonly ground: Ground | null;
}

function Settings({ title, note, lines }: { title: string; note?: string; lines: readonly Line[] }) {
  const t = useText();
  return (
    <>
      <h2 className="sh-h2">{title}</h2>
      {note && <p className="sh-muted">{note}</p>}
      <div className="sh-card sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th style={{ width: '22%' }}>{t(w.setting)}</th>
              <th style={{ width: '16%' }}>{t(w.value)}</th>
              <th>{t(w.basis)}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, setting, value, ground }) => (
              <tr key={key}>
                <td data-label={t(w.setting)}>{setting}</td>
                <td data-label={t(w.value)}>{value}</td>
                <td data-label={t(w.basis)}>
                  {ground ? (
                    <>
                      {ground.basis} <ConfidenceTag of={ground.confidence} />
                    </>
                  ) : (
                    '—'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export default function Scheme() {
  const t = useText();
  const { scheme, row, isOwn, mayManage, stray } = useLoaderData<typeof loader>();
  const isDraft = row?.state === 'draft';
  const copy = `/schemes/new?from=${encodeURIComponent(scheme.id)}`;
  const actions = mayManage && (
    <>
      {isOwn && isDraft && (
        <PostForm action={`/schemes/${scheme.id}/publish`}>
          <Button type="submit">{t(w.publish)}</Button>
        </PostForm>
      )}
      {isOwn && isDraft && (
        <Button component={Link} to={`/schemes/${scheme.id}/edit`} variant="default">
          {t(w.edit)}
        </Button>
      )}
      {!isDraft && (
        <Button component={Link} to={copy} variant={isOwn ? 'default' : 'filled'}>
          {t(isOwn ? w.nextVersion : w.copy)}
        </Button>
      )}
      {isOwn && row?.state !== 'withdrawn' && (
        <Button component={Link} to={`/schemes/${scheme.id}/withdraw`} variant="subtle" color="red">
          {t(isDraft ? w.discard : w.withdraw)}
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title={t(scheme.title)}
        signs={
          <>
            {row && <SchemeSign state={row.state} />}
            {row?.isOffered && <Tag>{t(w.isOffered)}</Tag>}
          </>
        }
        lead={
          <>
            {t(w.family)} {t(w.families[scheme.family])} · {t(w.version)} {scheme.version} ·{' '}
            <Link to="/schemes">{t(w.back)}</Link>
          </>
        }
        actions={actions}
      />
      {isOwn && isDraft && <p className="sh-muted">{t(w.publishNote)}</p>}
      <p>{scheme.source}</p>
      <SchemeSettings scheme={scheme} stray={stray} />
      <p className="sh-muted" style={{ overflowWrap: 'anywhere' }}>
        {t(w.digest)}：{scheme.digest}
      </p>
    </>
  );
}

function SchemeSettings({ scheme, stray }: { scheme: ScoringScheme; stray: readonly string[] }) {
  const t = useText();
  const { grounds } = scheme;
  const places = (count: number | null) => (count === null ? t(w.exact) : `${count} ${t(w.places)}`);
  const grades = scheme.grades.map(({ grade, name, worth }) => {
    return { key: grade, setting: t(name), value: worth?.value ?? t(w.noWorth), ground: worth };
  });
  const gates = LEVELS.map((level) => {
    const gate = scheme.gates[level];
    return { key: String(level), setting: `${level} ${t(w.level)}`, value: gate.value, ground: gate };
  });
  const combined = [
    { key: 'reading', setting: t(w.reading), value: '—', ground: grounds.reading },
    { key: 'floor', setting: t(w.floor), value: scheme.floor.value, ground: scheme.floor },
    {
      key: 'cells',
      setting: t(w.combineCells),
      value: t(w.combinations[scheme.combine.cells]),
      ground: grounds.cells,
    },
    {
      key: 'items',
      setting: t(w.combineItems),
      value: t(w.combinations[scheme.combine.items]),
      ground: grounds.items,
    },
    {
      key: 'domains',
      setting: t(w.combineDomains),
      value: t(w.combinations[scheme.combine.domains]),
      ground: grounds.domains,
    },
  ];
  const weights = Object.entries(scheme.weights).map(([id, weight]) => ({
    key: id,
    setting: stray.includes(id) ? `${id}（${t(w.unknownId)}）` : id,
    value: weight.value,
    ground: weight,
  }));
  const others = { key: '', setting: t(w.evenWeights), value: '1', ground: grounds.weights };
  const rounding = STAGES.map((stage) => {
    const value = places(scheme.rounding[stage]);
    return { key: stage, setting: t(w.stages[stage]), value, ground: grounds.rounding };
  });
  return (
    <>
      <Settings title={t(w.grades)} note={t(w.gradesNote)} lines={grades} />
      <Settings title={t(w.gates)} note={t(w.gatesNote)} lines={gates} />
      <Settings title={t(w.combination)} note={t(w.floorNote)} lines={combined} />
      <Settings title={t(w.weights)} note={t(w.weightsNote)} lines={[...weights, others]} />
      <Settings title={t(w.rounding)} note={t(w.roundingNote)} lines={rounding} />
    </>
  );
}
