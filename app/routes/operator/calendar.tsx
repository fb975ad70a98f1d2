import { Alert, Button, Input, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import type { CalendarProblem } from '../../domain/calendar/calendar-year.ts';
import { missingYear } from '../../domain/calendar/coverage.ts';
import { readPosted } from '../../http/form.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { calendarWords, upkeepWords as w } from '../../i18n/calendar.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { previewCalendarYear } from '../../services/calendar/preview-calendar-year.server.ts';
import { reviewCoverage } from '../../services/calendar/review-coverage.server.ts';
import { CalendarPreviewCard } from './calendar-preview.tsx';

export const meta: MetaFunction = () => [{ title: '工作日历维护 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  const calendar = await incoming.context.calendar();
  const { years, provisional } = await reviewCoverage(incoming.context.ports);
  const officialThrough = Math.max(...years.map((year) => year.content.year));
  return {
    years,
    provisional,
    officialThrough,
    missing: missingYear({ officialThrough }, visit.moment.today),
    version: calendar.version,
  };
}

/** Previews a year's file; nothing is written. */
export async function action(incoming: ActionFunctionArgs) {
  await requireOperator(incoming);
  const form = await readPosted(incoming);
  const file = form.get('file');
  const pasted = form.get('text');
  const text =
    file instanceof File && file.size > 0 ? await file.text() : typeof pasted === 'string' ? pasted : '';
  if (text.trim() === '') return data({ kind: 'empty', text } as const, { status: 422 });
  const { statutory } = await incoming.context.calendar();
  const answer = await previewCalendarYear(incoming.context.ports, text, statutory);
  if (!answer.ok) return data({ kind: 'faulty', text, problems: answer.problems } as const, { status: 422 });
  return data({ kind: 'preview', text, preview: answer.preview } as const);
}

function Problems({ problems }: { problems: readonly CalendarProblem[] }) {
  const t = useText();
  return (
    <Alert color="red" variant="light" role="alert" title={t(w.problems)} mb="md">
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {problems.map((problem) => (
          <li key={`${problem.path}${problem.message}`}>
            {problem.line !== undefined && `${t(w.line)} ${problem.line} · `}
            <code>{problem.path}</code>：{problem.message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Years() {
  const t = useText();
  const { years } = useLoaderData<typeof loader>();
  return (
    <section className="sh-card" aria-labelledby="years" style={{ marginTop: 16 }}>
      <h2 id="years" style={{ fontSize: 16, margin: '0 0 8px' }}>
        {t(w.coverage)}
      </h2>
      <div className="sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.year)}</th>
              <th scope="col">{t(w.notice)}</th>
              <th scope="col">{t(w.rest)}</th>
              <th scope="col">{t(w.work)}</th>
              <th scope="col">{t(w.loaded)}</th>
            </tr>
          </thead>
          <tbody>
            {years.map(({ content, loadedAt, loadedBy }) => (
              <tr key={content.year}>
                <td data-label={t(w.year)}>{content.year}</td>
                <td data-label={t(w.notice)}>
                  {content.notice.number ?? t(calendarWords.noNumber)}（{content.notice.issuedOn}）
                </td>
                <td data-label={t(w.rest)}>
                  {content.rest.map((span) => (
                    <div key={span.from}>
                      {span.name} {span.from === span.to ? span.from : `${span.from} — ${span.to}`}
                    </div>
                  ))}
                </td>
                <td data-label={t(w.work)}>{content.work.map((day) => day.on).join('、')}</td>
                <td data-label={t(w.loaded)}>
                  {loadedBy} {t(instantText(loadedAt))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export default function CalendarUpkeep() {
  const t = useText();
  const { missing, provisional, officialThrough, version } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(w.lead)} {t(w.coverageEnds)} {officialThrough}
            {t(calendarWords.year)} · {t(w.openProvisional)} {provisional} · {t(calendarWords.version)}{' '}
            {version}
          </>
        }
      />
      {missing !== null && (
        <Alert color="yellow" variant="light" mb="md" title={`${missing}${t(w.warning)}`}>
          {t(w.warningText)}
        </Alert>
      )}
      {answer?.kind === 'faulty' && <Problems problems={answer.problems} />}
      {answer?.kind === 'preview' && <CalendarPreviewCard preview={answer.preview} text={answer.text} />}
      <section className="sh-card" aria-labelledby="load">
        <h2 id="load" style={{ fontSize: 16, margin: '0 0 8px' }}>
          {t(w.form)}
        </h2>
        <PostForm encType="multipart/form-data" className="sh-form" action="/operator/calendar">
          <Input.Wrapper
            id="file"
            label={t(w.file)}
            error={answer?.kind === 'empty' && t(w.needFile)}
            mb="md"
          >
            <input
              id="file"
              name="file"
              type="file"
              accept="application/json,.json"
              style={{ display: 'block' }}
            />
          </Input.Wrapper>
          <Textarea
            key={answer?.kind}
            id="text"
            name="text"
            label={t(w.text)}
            description={t(w.textHelp)}
            defaultValue={answer && answer.kind !== 'preview' ? answer.text : ''}
            autosize
            minRows={4}
            maxRows={16}
            spellCheck={false}
            styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 13 } }}
            mb="md"
          />
          <Button type="submit" variant={answer?.kind === 'preview' ? 'default' : 'filled'}>
            {t(w.preview)}
          </Button>
        </PostForm>
      </section>
      <Years />
    </>
  );
}
