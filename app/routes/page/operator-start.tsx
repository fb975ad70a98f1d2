import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { BOARD, Figures, toneUnlessZero } from '../../components/layout/figure.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { startWords as w } from '../../i18n/start.ts';
import type { loadOperatorStart } from './operator-start.server.ts';

/** The operator's start: the calendar's end, the outbox, what is to be verified, the journal. */
export function OperatorStart({ facts }: { facts: Awaited<ReturnType<typeof loadOperatorStart>> }) {
  const t = useText();
  const { figures, officialThrough, needsCalendar, isCheckpointOld, isBackupOld } = facts;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.operatorLead)}
        actions={
          <Button component={Link} to="/operator/calendar">
            {t(w.loadCalendar)}
          </Button>
        }
      />
      <Figures
        title={BOARD}
        figures={[
          {
            label: w.calendarThrough,
            value: String(officialThrough),
            to: '/operator/calendar',
            tone: needsCalendar ? 'amber' : 'green',
            ...(needsCalendar ? { note: w.calendarWarn } : {}),
          },
          {
            label: w.outboxFailed,
            value: figures.outboxFailed,
            to: '/operator/outbox?state=failed',
            tone: toneUnlessZero(figures.outboxFailed, 'red'),
          },
          {
            label: w.outboxWaiting,
            value: figures.outboxWaiting,
            to: '/operator/outbox?state=waiting',
            tone: toneUnlessZero(figures.outboxWaiting, 'blue'),
          },
          {
            label: w.unverified,
            value: figures.unverified,
            to: '/verification',
            tone: toneUnlessZero(figures.unverified, 'amber'),
          },
          {
            label: w.checkpoint,
            value: t(figures.checkpointAt ? instantText(figures.checkpointAt) : w.never),
            to: '/operator/journal',
            tone: isCheckpointOld ? 'amber' : 'green',
          },
          {
            label: w.backup,
            value: t(figures.backupAt ? instantText(figures.backupAt) : w.never),
            to: '/operator/journal',
            tone: isBackupOld ? 'amber' : 'green',
            note: isBackupOld ? w.backupWarn : w.backupHow,
          },
        ]}
      />
    </>
  );
}
