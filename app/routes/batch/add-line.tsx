import { Button, NativeSelect } from '@mantine/core';
import { Form } from '@remix-run/react';
import type { Words } from '../../domain/words.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';

/** Leads to the form of a new line of the target that is chosen; a plain form with GET. */
export function AddLine({
  at,
  targets,
}: {
  at: string;
  targets: readonly { readonly id: string; readonly name: Words }[];
}) {
  const t = useText();
  return (
    <Form method="get" action={`${at}/lines/new`} className="sh-card sh-batch-add sh-no-print">
      <NativeSelect
        name="target"
        label={t(w.addTo)}
        defaultValue=""
        data={[
          { value: '', label: t(w.choose) },
          ...targets.map(({ id, name }) => ({ value: id, label: `${id} ${t(name)}` })),
        ]}
      />
      <Button type="submit" variant="default">
        {t(w.add)}
      </Button>
    </Form>
  );
}
