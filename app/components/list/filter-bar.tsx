import { Button, TextInput } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import type { CSSProperties, ReactNode } from 'react';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

/**
 * The bar above a list: a plain form with GET, so that the address holds the filter. Its `key` should be the filter, so
 * that the controls follow the address when chips or the back button change it.
 */
export function FilterBar({
  label,
  apply,
  clear,
  action,
  style,
  children,
}: {
  label: Words;
  apply: Words;
  /** Leads back to the whole list; null while nothing is filtered. */
  clear: { readonly to: string; readonly label: Words } | null;
  /** Where the list is; without it, the page itself. */
  action?: string;
  style?: CSSProperties;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <Form
      method="get"
      {...(action === undefined ? {} : { action })}
      className="sh-card sh-filters"
      role="search"
      aria-label={t(label)}
      style={style}
    >
      {children}
      <div className="sh-filters-actions">
        <Button type="submit">{t(apply)}</Button>{' '}
        {clear && (
          <Button component={Link} to={clear.to} variant="subtle">
            {t(clear.label)}
          </Button>
        )}
      </div>
    </Form>
  );
}

/** The search of a filter bar; what it finds stands under it. */
export function FilterSearch({ label, hint, value }: { label: Words; hint?: Words; value: string }) {
  const t = useText();
  return (
    <TextInput
      name="q"
      type="search"
      label={t(label)}
      description={hint && t(hint)}
      inputWrapperOrder={['label', 'input', 'description']}
      defaultValue={value}
      maxLength={60}
      className="sh-filters-wide"
    />
  );
}
