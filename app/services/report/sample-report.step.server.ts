import type { ReportDocument } from '#app/domain/assessment/report-document.ts';

/** A short report by which a logo and opening words are looked at; it says that it is none. */
export function sampleReport(opening: string, issuer: string, now: string, origin: string): ReportDocument {
  return {
    title: '评估报告样张',
    coverLines: ['（客户名称）'],
    coverFacts: [
      { label: '评估名称', value: '（评估名称）' },
      { label: '编制单位', value: issuer },
    ],
    opening: opening.split('\n').filter((line) => line.trim() !== ''),
    marks: ['样张，无评估内容'],
    asAt: now,
    digest: { algorithm: 'SM3', value: '0'.repeat(64) },
    address: `${origin}/report-style`,
    sections: [
      {
        heading: '一、说明',
        blocks: [{ kind: 'paragraph', text: '本样张只用于查看标识和卷首语在报告封面上的样子。' }],
      },
    ],
  };
}
