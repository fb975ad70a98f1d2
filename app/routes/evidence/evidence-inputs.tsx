import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';

/** What the inputs show before anything was typed. */
export interface EvidenceInitial {
  readonly title: string;
  readonly reference: string;
  readonly effectiveFrom: string;
  readonly effectiveUntil: string;
  readonly ownerId: string;
  readonly ownerName: string;
}

/** A member who may look after evidence. */
export interface OwnerChoice {
  readonly accountId: string;
  readonly name: string;
}

/** Labels of the inputs, for the list of what is wrong. */
export function evidenceLabels(t: ReturnType<typeof useText>): Record<string, string> {
  return {
    kind: t(w.kind),
    title: t(w.name),
    reference: t(w.reference),
    effectiveFrom: t(w.from),
    effectiveUntil: t(w.until),
    ownerId: t(w.owner),
    ownerName: t(w.owner),
    file: t(w.file),
  };
}

/** The inputs of what is known about evidence, when it is added and when it is corrected. */
export function EvidenceInputs({
  field,
  initial,
  owners,
}: {
  field: (name: string, initial?: string) => PostedField;
  initial: EvidenceInitial;
  /** Null where the visitor doesn't see the members and types a name. */
  owners: readonly OwnerChoice[] | null;
}) {
  const t = useText();
  return (
    <>
      <TextInput
        {...field('title', initial.title)}
        label={t(w.name)}
        description={t(w.nameHelp)}
        maxLength={120}
        required
        mb="md"
      />
      <Textarea
        {...field('reference', initial.reference)}
        label={t(w.reference)}
        description={t(w.referenceHelp)}
        maxLength={500}
        rows={2}
        mb="md"
      />
      <fieldset style={{ border: 0, margin: '0 0 16px', padding: 0 }}>
        <legend style={{ padding: 0, fontWeight: 500 }}>{t(w.period)}</legend>
        <p className="sh-muted" style={{ margin: '0 0 4px', fontSize: 12 }}>
          {t(w.periodHelp)}
        </p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
          <TextInput
            {...field('effectiveFrom', initial.effectiveFrom)}
            type="date"
            label={t(w.from)}
            style={{ flex: '1 1 200px' }}
          />
          <TextInput
            {...field('effectiveUntil', initial.effectiveUntil)}
            type="date"
            label={t(w.until)}
            style={{ flex: '1 1 200px' }}
          />
        </div>
      </fieldset>
      {owners ? (
        <NativeSelect
          {...field('ownerId', initial.ownerId)}
          label={t(w.owner)}
          description={t(w.ownerHelp)}
          data={owners.map(({ accountId, name }) => ({ value: accountId, label: name }))}
          mb="md"
        />
      ) : (
        <TextInput
          {...field('ownerName', initial.ownerName)}
          label={t(w.owner)}
          description={t(w.ownerHelp)}
          maxLength={40}
          autoComplete="off"
          required
          mb="md"
        />
      )}
    </>
  );
}
