import type { PrintedLetter } from '#app/adapters/pdf/port.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { VOLUNTARY_LABEL } from '#app/domain/filing/applicability.ts';
import { FILING_KINDS, SUBMISSION_CHANNELS } from '#app/domain/filing/option.ts';
import { RECEIPT_SENTENCES } from '#app/domain/filing/receipt.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import {
  type FilingOrganisation,
  type FilingRecord,
  type FilingVersion,
  getFilingOrganisation,
  getSubmittedVersion,
} from '#db/queries/filing.read.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import type { Ports, Site } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

interface ReceiptFacts {
  readonly filing: FilingRecord;
  readonly organisation: FilingOrganisation;
  readonly version: FilingVersion;
  readonly submittedAt: string;
  readonly serialNo: string;
}

function letter(facts: ReceiptFacts, site: Site, publicKey: string): PrintedLetter {
  const { filing, organisation, version, submittedAt, serialNo } = facts;
  const time = CLOCK.format(new Date(submittedAt));
  const paper =
    filing.channel === 'paper'
      ? [
          { label: '实际报送日期', value: filing.paperSubmittedOn ?? '' },
          { label: '主管部门确认日期', value: filing.paperConfirmedOn ?? '待确认' },
        ]
      : [];
  return {
    title: '首席数据官备案报送回执',
    subtitleLines: filing.isVoluntary ? [VOLUNTARY_LABEL.zh] : [],
    asAt: submittedAt,
    reference: { label: RECEIPT_SENTENCES.serial.zh, value: serialNo },
    contentDigest: { algorithm: 'SM3', value: version.digest },
    ...(filing.verificationCode
      ? { verification: { url: `${site.origin}/verify/${filing.verificationCode}`, caption: '扫码核验' } }
      : {}),
    isSample: organisation.isDemo,
    salutation: `${filing.enterpriseName}：`,
    paragraphs: ['你单位首席数据官备案材料已通过本平台提交，现将有关信息告知如下。'],
    facts: [
      { label: RECEIPT_SENTENCES.serial.zh, value: serialNo },
      { label: '备案类型', value: FILING_KINDS[filing.kind].zh },
      { label: '提交时间', value: `${time}（北京时间）` },
      { label: '首次提交日期', value: filing.firstSubmittedOn ?? '' },
      { label: '报送方式', value: SUBMISSION_CHANNELS[filing.channel].zh },
      ...paper,
      { label: '版本', value: String(version.no) },
      { label: '内容摘要（SM3）', value: version.digest },
      { label: '核验码', value: filing.verificationCode ?? '' },
      { label: '存证包验签公钥（Ed25519）', value: publicKey },
    ],
    closingLines: ['数衡 Shuheng 平台', time.slice(0, 10)],
    notes: [
      ...(site.regulatorOnBoard
        ? []
        : [`${RECEIPT_SENTENCES.notOfficial.zh}：主管部门未在本平台办公，请同时按其要求的渠道报送。`]),
      `${RECEIPT_SENTENCES.notLicence.zh}。`,
      `核验网址：${site.origin}/verify`,
    ],
  };
}

/** A file made on the spot. */
export interface PrintedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** The receipt of the last submission as a PDF; the same submission prints the same bytes. */
export async function printReceipt(
  ports: Pick<Ports, 'db' | 'pdf' | 'sealer' | 'site'>,
  actor: Actor,
  input: { filingId: string },
): Promise<Result<PrintedFile>> {
  const found = await ports.db.transaction(actor.scope, async (trx): Promise<Result<ReceiptFacts>> => {
    const located = await locateFiling(trx, actor, input.filingId, 'view', false);
    if (!located.ok) return located;
    const { organisationId, filing } = located.value;
    const organisation = await getFilingOrganisation(trx, organisationId);
    const version = await getSubmittedVersion(trx, organisationId, filing.id);
    if (!organisation || !version?.submittedAt || !filing.serialNo) return refuse('not_found');
    const { submittedAt } = version;
    return done({ filing, organisation, version, submittedAt, serialNo: filing.serialNo });
  });
  if (!found.ok) return found;
  const bytes = await ports.pdf.renderLetter(
    letter(found.value, ports.site, checkpointPublicKey(ports.sealer)),
  );
  return done({ fileName: `报送回执-${found.value.serialNo}.pdf`, bytes });
}
