import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getRecordOnFile } from '#db/queries/change.read.ts';
import { z } from 'zod';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { CountDatesSchema, isChangeKind, ReportChangeSchema } from '../../domain/filing/change-form.ts';
import { decideChange } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import type { Words } from '../../domain/words.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { fieldWords, plainWords, readForm, readSearch } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';
import { openChange } from '../../services/change/open-change.server.ts';
import { reportChange } from '../../services/change/report-change.server.ts';
import { Count, countView } from './count.tsx';
import { requireChangeHouse, type ChangeVisit } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '报告变更 · 数衡 Shuheng' }];

const Search = z.object({ organisation: z.string().catch('') });

/** What was typed, before it is judged; `do` tells counting from reporting. */
const Typed = z.object({
  do: z.string().default('report'),
  kind: z.string().default(''),
  happenedOn: z.string().default(''),
  decidedOn: z.string().default(''),
  note: z.string().default(''),
});

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, side, mayReport } = await requireChangeHouse(incoming);
  if (!mayReport) throw refusalResponse(refuse('forbidden').refusal);
  const { organisation } = readSearch(incoming.request, Search);
  const record = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    visit.scope.kind === 'regulator'
      ? getRecordOnFile(trx, organisation, visit.scope)
      : getRecordOnFile(trx, visit.scope.organisationId),
  );
  if (!record) return { side, record: null };
  const { enterpriseName, serialNo, isVoluntary } = record;
  return { side, record: { enterpriseName, serialNo, isVoluntary } };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, side } = await requireChangeHouse(incoming);
  const typed = await readForm(incoming, Typed);
  if (!typed.ok) return refused(typed.refusal, typed.values);
  const parsed = ReportChangeSchema.safeParse(typed.value, { error: plainWords });
  if (typed.value.do === 'count') {
    return countTyped(typed.value, { visit, calendar: await incoming.context.calendar() });
  }
  if (!parsed.success) {
    return refused(refuse('invalid', { fields: fieldWords(parsed.error) }).refusal, typed.values);
  }
  const { ports, isSecure } = incoming.context;
  const calendar = await incoming.context.calendar();
  const { actor, moment } = visit;
  const { organisation } = readSearch(incoming.request, Search);
  const result =
    side === 'regulator'
      ? await openChange(ports, actor, moment, { ...parsed.data, organisationId: organisation }, calendar)
      : await reportChange(ports, actor, moment, parsed.data, calendar);
  if (!result.ok) return refused(result.refusal, typed.values);
  return redirectWith(`/changes/${result.value.id}`, side === 'regulator' ? w.opened : w.reported, {
    isSecure,
  });
}

/** Counts the deadline of what was typed, and keeps it; nothing is written. */
function countTyped(
  values: z.infer<typeof Typed>,
  { visit, calendar }: { visit: ChangeVisit['visit']; calendar: Calendar },
) {
  const { kind, happenedOn, decidedOn } = values;
  const dates = CountDatesSchema.safeParse({ happenedOn, decidedOn }, { error: plainWords });
  if (!dates.success) return refused(refuse('invalid', { fields: fieldWords(dates.error) }).refusal, values);
  const answer = decideChange({
    kind: isChangeKind(kind) ? kind : 'other',
    ...dates.data,
    today: visit.moment.today,
    calendar,
    voluntary: false,
  });
  if (answer.ok) return { count: countView(answer.decision), values };
  return refused(refuse('invalid', { fields: { [answer.field]: answer.message } }).refusal, values);
}

function NothingToReport({ side }: { side: 'enterprise' | 'regulator' }) {
  const t = useText();
  const isRegulator = side === 'regulator';
  return (
    <EmptyState
      title={t(w.noRecord)}
      action={
        <Button component={Link} to={isRegulator ? '/queue' : '/filings'}>
          {t(isRegulator ? w.toQueue : w.toFilings)}
        </Button>
      }
    >
      <p>{t(isRegulator ? w.chooseEnterprise : w.noRecordText)}</p>
    </EmptyState>
  );
}

type Values = Readonly<Record<string, string>>;
type Problems = Readonly<Record<string, Words>>;

/** The fields of a report; they post with the report, or go into the address to count the deadline. */
function Fields({ typed, problems }: { typed: Values; problems: Problems }) {
  const t = useText();
  const field = (name: string) => ({
    id: name,
    name,
    defaultValue: typed[name] ?? '',
    error: problems[name] ? t(problems[name]) : undefined,
    mb: 'md',
  });
  return (
    <>
      <NativeSelect {...field('kind')} label={t(w.kind)} required>
        <option value="">{t(w.choose)}</option>
        {Object.entries(CHANGE_KINDS).map(([code, name]) => (
          <option key={code} value={code}>
            {t(name)}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        {...field('happenedOn')}
        type="date"
        label={t(w.happenedOn)}
        description={t(w.happenedHelp)}
        required
      />
      <TextInput {...field('decidedOn')} type="date" label={t(w.decidedOn)} description={t(w.decidedHelp)} />
      <Textarea
        {...field('note')}
        label={t(w.note)}
        description={t(w.noteHelp)}
        autosize
        minRows={2}
        maxLength={500}
      />
    </>
  );
}

export default function NewChange() {
  const t = useText();
  const { side, record } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const answer = refusedIn(answered);
  const counted = answered && 'count' in answered ? answered : null;
  const title = t(side === 'regulator' ? w.openTitle : w.reportTitle);
  if (!record) {
    return (
      <>
        <PageHeader title={title} />
        <NothingToReport side={side} />
      </>
    );
  }
  const typed: Values = answer?.values ?? counted?.values ?? {};
  const problems: Problems = answer?.refusal.fields ?? {};
  const labels = {
    kind: t(w.kind),
    happenedOn: t(w.happenedOn),
    decidedOn: t(w.decidedOn),
    note: t(w.note),
  };
  return (
    <div className="sh-form">
      <PageHeader
        title={title}
        signs={record.isVoluntary ? <Tag>{t(w.voluntary)}</Tag> : undefined}
        lead={
          <>
            {record.enterpriseName} {record.serialNo} <LawMark id="guideline-refiling" />
          </>
        }
      />
      <ErrorSummary refused={answer} labels={labels} />
      <PostForm className="sh-card">
        <Fields typed={typed} problems={problems} />
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
          <Button type="submit" name="do" value="report">
            {t(side === 'regulator' ? w.openAction : w.report)}
          </Button>
          <Button type="submit" variant="default" name="do" value="count">
            {t(counted ? w.countAgain : w.count)}
          </Button>
        </div>
        <p className="sh-muted" style={{ marginBottom: 0 }}>
          {t(w.countHint)}
        </p>
      </PostForm>
      {counted && <Count count={counted.count} isVoluntary={record.isVoluntary} />}
    </div>
  );
}
