import { words, type Words } from '#app/domain/words.ts';

/** How sure a statement is; the product never shows one without it. */
export const CONFIDENCE = {
  C: {
    label: words('已核对原文', 'Checked against the text'),
    meaning: words(
      '已阅读文件原文或官方发布内容。',
      'The text itself, or its official publication, was read.',
    ),
  },
  'C-w': {
    label: words('二手来源', 'Secondary source'),
    meaning: words(
      '仅见于转载、机构网页等二手来源，使用前请核对原文。',
      'Seen only in reprints or third-party pages; check the text before relying on it.',
    ),
  },
  L: {
    label: words('行业通识', 'Common knowledge'),
    meaning: words(
      '业内通行理解，未读到原文，可能有出入。',
      'Commonly held in the field; no source was read, and it may differ.',
    ),
  },
  U: {
    label: words('未知', 'Unknown'),
    meaning: words('没有查到，平台不作推定。', 'Not found; the product assumes nothing.'),
  },
} as const satisfies Record<string, { label: Words; meaning: Words }>;
export type LawConfidence = keyof typeof CONFIDENCE;
