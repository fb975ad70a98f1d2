import './batch.css';
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { ErrorSummary, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import type { LineKind } from '../../domain/target/line.ts';
import type { Words } from '../../domain/words.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';

/** What the form of a line shows of its target, and what it begins with. */
export interface LineFormFacts {
  readonly batchTitle: string;
  readonly back: string;
  readonly action: 'add' | 'correct' | 'remove';
  readonly kind: LineKind;
  /** The other kind of line that the target takes; null when it takes one alone. */
  readonly otherKind: { readonly kind: LineKind; readonly to: string } | null;
  readonly subject: {
    readonly id: string;
    readonly name: Words;
    readonly clause: string;
    readonly summary: Words | null;
    readonly entryName: Words | null;
    readonly unit: Words | null;
    /** Records are summed by quantity rather than counted. */
    readonly isSummed: boolean;
  };
  readonly regions: readonly { readonly code: string; readonly name: Words }[];
  readonly initial: Readonly<Record<string, string>>;
  /** Set while a stored line is edited. */
  readonly revision: number | null;
}

function labelsOf(facts: LineFormFacts, t: (pair: Words) => string): Record<string, string> {
  const isItem = facts.kind === 'item';
  return {
    kind: t(w.kindAsk),
    target: t(w.target),
    name: t(w.entryName),
    uscc: t(w.uscc),
    region: t(w.region),
    onDate: t(isItem ? w.onDateItem : facts.subject.unit === null ? w.onDateDone : w.onDateFigure),
    endedOn: t(w.endedOn),
    quantity: t(w.quantity),
    value: t(w.value),
    source: t(w.sourceField),
    document: t(w.document),
    note: t(facts.action === 'remove' ? w.reasonField : w.noteField),
  };
}

/** The clause, and what one entry of the target is. */
function Clause({ facts }: { facts: LineFormFacts }) {
  const t = useText();
  const { subject } = facts;
  return (
    <section className="sh-card sh-batch-clause">
      <strong>
        {subject.id} {t(subject.name)}
      </strong>
      <p>
        <span className="sh-muted">{t(w.clause)}：</span>
        {subject.clause}
      </p>
      {subject.summary && (
        <p>
          <Tag>{t(w.summary)}</Tag> {t(subject.summary)}
        </p>
      )}
      {facts.kind === 'item' && subject.entryName && (
        <p>
          <span className="sh-muted">{t(w.oneEntry)}：</span>
          {t(subject.entryName)}（{t(subject.isSummed ? w.summed : w.counted)}）
        </p>
      )}
      {facts.otherKind && (
        <p className="sh-muted">
          {t(w.apart)} <Link to={facts.otherKind.to}>{t(facts.kind === 'item' ? w.asFigure : w.asItem)}</Link>
        </p>
      )}
    </section>
  );
}

type Field = ReturnType<typeof postedFields>;
type Inputs = {
  facts: LineFormFacts;
  field: (name: string) => ReturnType<Field>;
  labels: Record<string, string>;
};

function withUnit(label: string | undefined, unit: string): string {
  return unit === '' ? (label ?? '') : `${label ?? ''}（${unit}）`;
}

function ItemInputs({ facts, field, labels, refused }: Inputs & { refused: Refused | null }) {
  const t = useText();
  const isTwice = refused?.refusal.fields.uscc !== undefined || facts.initial.isTwice === 'yes';
  return (
    <>
      <TextInput {...field('name')} label={labels.name} required mb="md" maxLength={200} />
      <TextInput {...field('uscc')} label={labels.uscc} description={t(w.usccHelp)} mb="md" maxLength={24} />
      {isTwice && (
        <Checkbox
          name="isTwice"
          value="yes"
          label={t(w.isTwice)}
          mb="md"
          defaultChecked={refused?.values.isTwice === 'yes'}
        />
      )}
    </>
  );
}

function DateInputs({ facts, field, labels }: Inputs) {
  const t = useText();
  const isItem = facts.kind === 'item';
  return (
    <div className="sh-batch-pair">
      <TextInput
        {...field('onDate')}
        type="date"
        label={labels.onDate}
        description={isItem ? t(w.onDateItemHelp) : undefined}
        required
        mb="md"
      />
      {isItem && (
        <TextInput
          {...field('endedOn')}
          type="date"
          label={labels.endedOn}
          description={t(w.endedOnHelp)}
          mb="md"
        />
      )}
    </div>
  );
}

function AmountInput({ facts, field, labels }: Inputs) {
  const t = useText();
  const { unit, isSummed } = facts.subject;
  const isItem = facts.kind === 'item';
  if (unit === null || (isItem && !isSummed)) return null;
  const name = isItem ? 'quantity' : 'value';
  return (
    <TextInput
      {...field(name)}
      label={withUnit(labels[name], t(unit))}
      description={t(w.amountHelp)}
      inputMode="decimal"
      required
      mb="md"
      maxLength={24}
    />
  );
}

function Inputs({ facts, refused }: { facts: LineFormFacts; refused: Refused | null }) {
  const t = useText();
  const posted = postedFields(refused, t);
  const field = (name: string) => posted(name, facts.initial[name] ?? '');
  const labels = labelsOf(facts, t);
  const inputs = { facts, field, labels };
  if (facts.action === 'remove') {
    return (
      <>
        <p style={{ marginTop: 0 }}>{t(w.willRemove)}</p>
        <p>
          <strong>{facts.initial.name || t(facts.subject.name)}</strong>
          <span className="sh-muted"> {facts.initial.onDate}</span>
        </p>
        <Textarea {...field('note')} label={labels.note} rows={2} maxLength={1000} required mb="md" />
      </>
    );
  }
  return (
    <>
      {facts.kind === 'item' && <ItemInputs {...inputs} refused={refused} />}
      <NativeSelect
        {...field('region')}
        label={labels.region}
        required
        mb="md"
        data={[
          ...(facts.regions.length === 1 ? [] : [{ value: '', label: t(w.chooseRegion) }]),
          ...facts.regions.map(({ code, name }) => ({ value: code, label: t(name) })),
        ]}
      />
      <DateInputs {...inputs} />
      <AmountInput {...inputs} />
      <TextInput
        {...field('source')}
        label={labels.source}
        description={t(w.sourceHelp)}
        required={facts.kind === 'observation'}
        mb="md"
        maxLength={200}
      />
      <TextInput
        {...field('document')}
        label={labels.document}
        description={t(w.documentHelp)}
        mb="md"
        maxLength={500}
      />
      <Textarea {...field('note')} label={labels.note} rows={2} maxLength={1000} mb="md" />
    </>
  );
}

/** The form of a line, new or stored; works without JavaScript. */
export function LineForm({ facts, refused }: { facts: LineFormFacts; refused: Refused | null }) {
  const t = useText();
  const titles = {
    add: facts.revision === null ? w.lineNew : w.lineEdit,
    correct: w.lineCorrect,
    remove: w.lineRemove,
  };
  return (
    <NarrowPage title={t(titles[facts.action])} lead={facts.batchTitle}>
      <ErrorSummary refused={refused} labels={labelsOf(facts, t)} />
      <Clause facts={facts} />
      <PostForm className="sh-card" key={`${facts.kind}-${facts.subject.id}`}>
        <input type="hidden" name="kind" value={facts.kind} />
        {facts.revision !== null && <input type="hidden" name="revision" value={facts.revision} />}
        <Inputs facts={facts} refused={refused} />
        <div className="sh-batch-acts" style={{ gap: 16 }}>
          <Button type="submit">{t(w.save)}</Button>
          {facts.action === 'add' && facts.revision === null && (
            <Button type="submit" name="then" value="more" variant="default">
              {t(w.saveAndMore)}
            </Button>
          )}
          <Link to={facts.back}>{t(w.backToBatch)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
