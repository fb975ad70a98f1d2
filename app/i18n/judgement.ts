import { words, type Words } from '../domain/words.ts';

/** Words of a judgement that opens its working, and of the as-at day. */
export const judgementWords = {
  aspiration: words('力争', 'striven for'),
  working: words('判定过程', 'Working'),
  convention: words(
    '判定口径：本平台约定，文件未规定。',
    'How it is judged is this platform’s convention; the text doesn’t say.',
  ),
  settings: words('查看或调整口径', 'See or change it'),
  clause: words('条款', 'Clause'),
  ownSummary: words('自编摘要，非原文', 'our summary, not the text'),
  asAt: words('截至', 'As at'),
  asAtDay: words('截至日期', 'As-at date'),
  apply: words('按此日期查看', 'Show as at this date'),
  standard: words('恢复默认日期', 'Back to the default date'),
  explains: (status: Words): Words => words(`${status.zh}：查看判定过程`, `${status.en}: show the working`),
};
