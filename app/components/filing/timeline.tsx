import type { Words } from '../../domain/words.ts';
import { words } from '../../domain/words.ts';
import { eventWords } from '../../i18n/filing-event.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';

/** One event as pages draw it. */
export interface TimelineItem {
  readonly seq: number;
  readonly type: string;
  readonly actorName: string;
  readonly actorSide: string;
  readonly at: string;
}

const SIDES: Readonly<Record<string, Words>> = {
  enterprise: words('企业', 'Enterprise'),
  regulator: words('主管部门', 'Regulator'),
  consultant: words('咨询机构', 'Consultant'),
  operator: words('平台', 'Operator'),
  system: words('系统', 'System'),
};

/** What has happened and who did it, the newest first. */
export function Timeline({ events }: { events: readonly TimelineItem[] }) {
  const t = useText();
  return (
    <ol className="sh-timeline">
      {events.map((event) => {
        const side = SIDES[event.actorSide];
        return (
          <li key={event.seq}>
            <div>{t(eventWords(event.type))}</div>
            <div className="sh-muted" style={{ fontSize: 12 }}>
              {t(instantText(event.at))} · {event.actorName}
              {side && event.actorSide !== 'system' ? `（${t(side)}）` : ''}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
