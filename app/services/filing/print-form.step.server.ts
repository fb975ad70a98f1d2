import type { PrintedForm, PrintedSection } from '#app/adapters/pdf/port.ts';
import { FILE_SLOTS } from '#app/domain/attachment/attachment.ts';
import { printRows } from '#app/domain/filing/body-text.ts';
import { VOLUNTARY_LABEL } from '#app/domain/filing/applicability.ts';
import { isVoluntary } from '#app/domain/filing/completeness.ts';
import { FORM_MARK, GUIDELINE } from '#app/domain/filing/guideline.ts';
import { RECEIPT_SENTENCES } from '#app/domain/filing/receipt.ts';
import type { FilingDossier } from './check-filing.step.server.ts';

/** What the print adds to the content. */
export interface PrintFacts {
  readonly origin: string;
  readonly digest: string;
  readonly verificationCode: string;
  readonly frozenAt: string;
}

function fileSection(files: FilingDossier['files']): PrintedSection[] {
  const listed = files.filter(({ slot }) => slot === 'appointment' || slot === 'organisation_chart');
  if (listed.length === 0) return [];
  return [
    {
      heading: '附件',
      rows: [],
      grid: {
        columns: ['类别', '文件名', 'SHA-256'],
        lines: listed.map((file) => [FILE_SLOTS[file.slot].zh, file.fileName, file.sha256]),
      },
    },
  ];
}

/** The form as it is printed for signature and seal. */
export function printedForm(dossier: FilingDossier, facts: PrintFacts): PrintedForm {
  const { body, filing, organisation, files } = dossier;
  const signer = body.enterprise.isBranch ? '负责人' : '法定代表人';
  const day = '        年    月    日';
  return {
    title: GUIDELINE.formTitle.zh,
    subtitleLines: [FORM_MARK.zh, ...(isVoluntary(body) ? [VOLUNTARY_LABEL.zh] : [])],
    asAt: facts.frozenAt,
    ...(filing.serialNo ? { reference: { label: RECEIPT_SENTENCES.serial.zh, value: filing.serialNo } } : {}),
    contentDigest: { algorithm: 'SM3', value: facts.digest },
    verification: { url: `${facts.origin}/verify/${facts.verificationCode}`, caption: '扫码核验' },
    isSample: organisation.isDemo,
    sections: [
      ...printRows(body).map(({ title, rows }) => ({ heading: title, rows })),
      ...fileSection(files),
    ],
    signatureBoxes: [
      { label: `${signer}（签字）：`, foot: day },
      { label: '单位（盖章）：', foot: day },
    ],
    notes: [
      `本表${FORM_MARK.zh}；依据：${GUIDELINE.title.zh}（${GUIDELINE.issuer.zh}，${GUIDELINE.issuedOn}）。`,
      '本单位承诺所填内容真实、准确、完整。',
      '签字盖章后请勿改动；修改内容须重新定稿、重新签字盖章。',
    ],
  };
}
