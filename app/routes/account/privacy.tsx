import { Title } from '@mantine/core';
import type { MetaFunction } from '@remix-run/node';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { PRIVACY_NOTICE } from '../../domain/account/privacy.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '个人信息处理告知 · 数衡 Shuheng' }];

export default function Privacy() {
  const t = useText();
  return (
    <div style={{ maxWidth: 760, margin: '0 auto' }}>
      <PageHeader
        title={t(w.privacyTitle)}
        signs={
          <Tag>
            {t(w.version)} {PRIVACY_NOTICE.version}
          </Tag>
        }
        lead={t(w.privacyLead)}
      />
      <article className="sh-card">
        {PRIVACY_NOTICE.sections.map((section) => (
          <section key={section.id} id={section.id}>
            <Title order={2} mt="sm">
              {t(section.title)}
            </Title>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph.en}>{t(paragraph)}</p>
            ))}
          </section>
        ))}
      </article>
    </div>
  );
}
