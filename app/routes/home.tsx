import { Button, Title } from '@mantine/core';
import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { Link } from '@remix-run/react';
import { words } from '../domain/words.ts';
import { visitOf } from '../http/scope.server.ts';
import { useText } from '../i18n/language.tsx';
import { layoutWords } from '../i18n/layout.ts';

const w = {
  title: words('首席数据官备案，按期、可核、可查', 'CDO filings: on time, verifiable, traceable'),
  lead: words(
    '面向上海市电信和互联网企业：填报、签字盖章、报送、补正、存档，人员变动后 5 个工作日内重新备案。期限按国务院公布的放假调休安排计算，逐日可查。',
    'For telecom and internet enterprises in Shanghai: fill in, sign and seal, submit, correct, put on record, and file again within 5 working days of a change. Days are counted by the State Council’s calendar, each one shown.',
  ),
  enterprise: words('企业', 'Enterprises'),
  enterpriseText: words(
    '填写备案表、生成签字盖章件、报送并查看办理进度。',
    'Fill in the record, print it for signature and seal, submit, and follow it.',
  ),
  regulator: words('主管部门', 'Regulators'),
  regulatorText: words(
    '按期限排队审阅，逐项提出意见，退回补正或备案存档。',
    'Review by due date, comment field by field, return or put on record.',
  ),
  anyone: words('公众', 'Everyone'),
  anyoneText: words(
    '计算工作日期限；用核验码查验备案回执。',
    'Count working days; verify a receipt by its code.',
  ),
};

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await visitOf(incoming);
  if (visit.session) throw redirect('/start');
  return null;
}

export default function Home() {
  const t = useText();
  const cards = [
    { title: w.enterprise, text: w.enterpriseText, to: '/register', label: layoutWords.register },
    { title: w.regulator, text: w.regulatorText, to: '/sign-in', label: layoutWords.signIn },
    { title: w.anyone, text: w.anyoneText, to: '/calendar', label: layoutWords.calendar },
  ];
  return (
    <>
      <section className="sh-card" style={{ padding: '40px 24px', marginBottom: 16 }}>
        <Title order={1} style={{ fontSize: 26 }}>
          {t(w.title)}
        </Title>
        <p style={{ maxWidth: 720 }}>{t(w.lead)}</p>
        <Button component={Link} to="/sign-in" size="md">
          {t(layoutWords.signIn)}
        </Button>
      </section>
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))' }}>
        {cards.map((card) => (
          <section key={card.to} className="sh-card">
            <Title order={2}>{t(card.title)}</Title>
            <p>{t(card.text)}</p>
            <Link to={card.to}>{t(card.label)}</Link>
          </section>
        ))}
      </div>
    </>
  );
}
