import './filing.css';
import { Alert, Button, Checkbox } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { filledSlots } from '../../domain/attachment/attachment.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { flattenBody } from '../../domain/filing/body-text.ts';
import { type Problem, missingFor } from '../../domain/filing/completeness.ts';
import { changedPaths } from '../../domain/filing/diff.ts';
import { FORM_SECTIONS, type FilingBody } from '../../domain/filing/form.ts';
import { FORM_MARK } from '../../domain/filing/guideline.ts';
import type { MergeConflict } from '../../domain/filing/merge.ts';
import { ACKNOWLEDGE_COLLEAGUE } from '../../domain/account/acknowledgement.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';
import { PostForm, useFormToken } from '../form/post-form.tsx';
import { type FileView, RemovalForms, UploadForm } from './attachment-list.tsx';
import type { LooseForm } from './field-control.tsx';
import { SurroundingsProvider } from './form-context.ts';
import { FormSectionCard } from './form-section.tsx';
import { LocalCopyOffer, SaveStatus } from './save-state.tsx';
import type { ThreadFacts } from './thread-box.tsx';
import { type Autosave, useAutosave } from './use-autosave.ts';

const SECTIONS = FORM_SECTIONS.filter(({ phase }) => phase === 'content');

export interface FilingFormProps {
  readonly filingId: string;
  /** Address of the page itself, which the native form posts to. */
  readonly pageAddress: string;
  /** Address that autosave talks to. */
  readonly draftAddress: string;
  /** Address of the filing's files; null where they are left to the enterprise. */
  readonly filesAddress: string | null;
  /** Address of the filing's record, where comments are answered. */
  readonly recordAddress: string;
  readonly body: FilingBody;
  readonly savedAt: string;
  readonly accountName: string;
  readonly accountId: string;
  /** The organisation that the person acts for on this page. */
  readonly actingId: string;
  readonly today: PlainDate;
  readonly uscc: string | null;
  /** The last recorded version, for a re-filing. */
  readonly recorded: FilingBody | null;
  readonly files: readonly FileView[];
  readonly threads: readonly ThreadFacts[];
  /** Missing values are shown too: somebody asked what is missing. */
  readonly isChecked: boolean;
  readonly mayFreeze: boolean;
  readonly refusedFields: Readonly<Record<string, Words>>;
  /** Conflicts of a save without JavaScript. */
  readonly conflicts: readonly MergeConflict[];
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) map.set(keyOf(item), [...(map.get(keyOf(item)) ?? []), item]);
  return map;
}

/** Which section a problem belongs to. */
function sectionOf(problem: Problem): string {
  const key = problem.field.replace(/\[.*$/u, '');
  return SECTIONS.find((section) => section.keys.some((one) => one === key))?.id ?? '';
}

function Rail({ problems }: { problems: readonly Problem[] }) {
  const t = useText();
  const open = new Set(problems.filter(({ severity }) => severity === 'error').map(sectionOf));
  return (
    <nav aria-label={t(w.sections)}>
      <ol className="sh-rail">
        {SECTIONS.map((section) => {
          const isDone = !open.has(section.id);
          return (
            <li key={section.id}>
              <a href={`#section-${section.id}`} {...(isDone ? { 'data-done': true } : {})}>
                <span
                  className="sh-rail-mark"
                  role="img"
                  aria-label={t(isDone ? w.sectionDone : w.sectionOpen)}
                >
                  {isDone ? '✓' : '○'}
                </span>
                {t(section.title)}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const t = useText();
  return (
    <ul style={{ margin: '4px 0', paddingLeft: 18 }}>
      {problems.map((problem) => (
        <li key={`${problem.field}-${problem.message.zh}`}>
          <a href={`#${problem.field}`}>{t(problem.message)}</a>
        </li>
      ))}
    </ul>
  );
}

function Checklist({
  problems,
  pageAddress,
  isChecked,
}: {
  problems: readonly Problem[];
  pageAddress: string;
  isChecked: boolean;
}) {
  const t = useText();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const hints = problems.filter(({ severity }) => severity === 'warning');
  if (!isChecked && errors.length > 0) {
    return (
      <p>
        <a href={`${pageAddress}?check=1#checklist`}>{t(w.check)}</a>
        <span className="sh-muted">（{errors.length}）</span>
      </p>
    );
  }
  return (
    <div>
      {errors.length === 0 ? <p>✓ {t(w.complete)}</p> : <ProblemList problems={errors} />}
      {hints.length > 0 && (
        <>
          <div className="sh-muted">{t(w.hints)}</div>
          <ProblemList problems={hints} />
        </>
      )}
    </div>
  );
}

function useProblems(props: FilingFormProps, save: Autosave) {
  const { files, today, uscc, isChecked } = props;
  const { body } = save;
  return useMemo(() => {
    const all = missingFor('freeze', body, { today, uscc, attachments: filledSlots(files.map(asFacts)) });
    const shown = isChecked ? all : all.filter(({ code }) => code === 'invalid' || code === 'hint');
    return { all, byName: byKey(shown, ({ field }) => field) };
  }, [body, files, isChecked, today, uscc]);
}

function asFacts(file: FileView) {
  return { slot: file.slot, versionId: null, voidedAt: null, submittedAt: null };
}

/**
 * The form of a filing, drawn from its one definition. It saves itself, merges what colleagues save, and works as a
 * plain form without JavaScript.
 */
export function FilingForm(props: FilingFormProps) {
  const { pageAddress, filesAddress, recorded, threads, files } = props;
  const t = useText();
  const token = useFormToken();
  const form = useForm<LooseForm>({ defaultValues: props.body as unknown as LooseForm });
  const save = useAutosave(form, {
    address: props.draftAddress,
    pageAddress,
    memoryKey: `shuheng.draft.${props.accountId}.${props.filingId}`,
    token,
    body: props.body,
    savedAt: props.savedAt,
    accountName: props.accountName,
  });
  const { conflicts: posted } = props;
  const saveNow = useRef(save.saveNow);
  saveNow.current = save.saveNow;
  useEffect(() => {
    // A press of a button met a colleague's save: take it in as autosave would.
    if (posted.length > 0) void saveNow.current();
  }, [posted]);
  const problems = useProblems(props, save);
  const conflicts = new Map([...props.conflicts, ...save.conflicts].map((one) => [one.path, one]));
  const surroundings = {
    body: save.body,
    problems: problems.byName,
    refusedFields: props.refusedFields,
    recorded: useMemo(
      () =>
        recorded && {
          texts: new Map(flattenBody(recorded).map(({ path, text }) => [path, text])),
          changed: changedPaths(recorded, save.body),
        },
      [recorded, save.body],
    ),
    threads: byKey(threads, ({ anchor }) => anchor),
    conflicts,
    files,
    filesAddress,
    recordAddress: props.recordAddress,
    settle: save.settle,
  };
  const slots = ['appointment', 'organisation_chart'] as const;
  return (
    <SurroundingsProvider value={surroundings}>
      {filesAddress !== null && (
        <>
          {slots.map((slot) => (
            <UploadForm
              key={slot}
              id={`upload-${slot}`}
              address={filesAddress}
              slot={slot}
              back={`${pageAddress}#attachments.${slot}`}
              count={files.filter((file) => file.slot === slot).length}
            />
          ))}
          <RemovalForms files={files} address={filesAddress} back={pageAddress} />
        </>
      )}
      <LocalCopyOffer save={save} />
      <div className="sh-filing-grid">
        <Rail problems={problems.all} />
        <PostForm action={pageAddress} preventScrollReset autoComplete="off">
          <input type="hidden" name="_base" value={JSON.stringify(save.base)} />
          {/* The first button is what the Enter key presses. */}
          <button
            type="submit"
            name="_intent"
            value="save"
            className="sh-unseen"
            tabIndex={-1}
            aria-hidden="true"
          />
          <div className="sh-save-bar">
            <SaveStatus save={save} token={token} organisationId={props.actingId} />
          </div>
          <Alert color="gray" variant="light" mb="md" py={6}>
            {t(FORM_MARK)}
          </Alert>
          {SECTIONS.map((section) => (
            <FormSectionCard key={section.id} form={form} section={section} initial={props.body} />
          ))}
          <FormEnd props={props} problems={problems.all} />
        </PostForm>
      </div>
    </SurroundingsProvider>
  );
}

function FormEnd({ props, problems }: { props: FilingFormProps; problems: readonly Problem[] }) {
  const t = useText();
  return (
    <section className="sh-card" id="checklist">
      <h2 style={{ fontSize: 16, margin: '0 0 8px' }}>{t(w.checklist)}</h2>
      <Checklist problems={problems} pageAddress={props.pageAddress} isChecked={props.isChecked} />
      {props.mayFreeze && (
        <>
          <p className="sh-muted">{t(w.freezeHelp)}</p>
          <Checkbox
            id="acknowledged"
            name="acknowledged"
            value="yes"
            mb="md"
            label={t(ACKNOWLEDGE_COLLEAGUE)}
            error={props.refusedFields['acknowledged'] ? t(props.refusedFields['acknowledged']) : undefined}
          />
        </>
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {props.mayFreeze && (
          <Button type="submit" name="_intent" value="freeze">
            {t(w.freeze)}
          </Button>
        )}
        <Button type="submit" name="_intent" value="save" variant="default">
          {t(w.save)}
        </Button>
      </div>
    </section>
  );
}
