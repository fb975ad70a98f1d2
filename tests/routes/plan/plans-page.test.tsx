import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { navigationOf } from '#app/components/layout/navigation.ts';
import { CDO_PROGRAMME } from '#app/domain/filing/guideline.ts';
import { LanguageProvider } from '#app/i18n/language.tsx';
import Plans from '#app/routes/plan/plans.tsx';

vi.mock('@remix-run/react', () => ({
  Link: ({ to, ...more }: { to: string }) => <a href={to} {...more} />,
  useLoaderData: () => ({ own: [], others: [], mayManage: false }),
}));

it('leads to reports and designations, which the navigation of a filing’s office has no room for', () => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <LanguageProvider language="zh">
        <Plans />
      </LanguageProvider>
    </MantineProvider>,
  );
  const offered = navigationOf('regulator', CDO_PROGRAMME, 'supervisor').map(({ to }) => to);
  expect(offered).toContain('/plans');
  for (const to of ['/batches', '/designations']) {
    expect(offered).not.toContain(to);
    expect(html).toContain(`href="${to}"`);
  }
});
