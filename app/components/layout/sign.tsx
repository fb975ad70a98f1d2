import type { ReactNode } from 'react';
import type { Tone } from '../../domain/filing/state.ts';

const MARKS: Readonly<Record<Tone, string>> = { green: '✓', blue: '●', amber: '◷', red: '!', grey: '○' };

/** A state or a due date as a coloured word with a mark: colour is never the only sign. */
export function Sign({
  tone,
  dashed = false,
  children,
}: {
  tone: Tone;
  dashed?: boolean;
  children: ReactNode;
}) {
  return (
    <span className="sh-sign" data-tone={tone} {...(dashed ? { 'data-dashed': true } : {})}>
      <span aria-hidden="true">{MARKS[tone]}</span>
      <span>{children}</span>
    </span>
  );
}

/** A small grey tag: 示例数据, 自编, 自愿建档. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="sh-tag">{children}</span>;
}
