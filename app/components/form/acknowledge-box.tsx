import { Checkbox } from '@mantine/core';
import { ACKNOWLEDGE_COLLEAGUE, ACKNOWLEDGE_OWN } from '../../domain/account/acknowledgement.ts';
import { words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import type { PostedField } from './posted-field.ts';

const READ = words('阅读《个人信息处理告知》', 'Read the privacy notice');

/** The box by which a person acknowledges the privacy notice, with the notice one click away. Posts `yes`. */
export function AcknowledgeBox({ about, field }: { about: 'own' | 'colleague'; field: PostedField }) {
  const t = useText();
  return (
    <div style={{ marginBottom: 16 }}>
      <Checkbox
        id={field.id}
        name={field.name}
        value="yes"
        defaultChecked={field.defaultValue === 'yes'}
        error={field.error}
        label={t(about === 'own' ? ACKNOWLEDGE_OWN : ACKNOWLEDGE_COLLEAGUE)}
      />
      <a href="/privacy" target="_blank" rel="noreferrer" style={{ display: 'inline-block', marginTop: 4 }}>
        {t(READ)}
      </a>
    </div>
  );
}
