import type { SignatureFinding, SignatureReport } from '../../domain/filing/signature-report.ts';
import { words, type Words } from '../../domain/words.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { Sign } from '../layout/sign.tsx';

type Answer = 'yes' | 'no' | 'unverifiable' | 'not_checked' | 'unknown';

const ANSWERS: Readonly<Record<Answer, { label: Words; tone: 'blue' | 'red' | 'grey'; dashed: boolean }>> = {
  yes: { label: words('是', 'Yes'), tone: 'blue', dashed: false },
  no: { label: words('否', 'No'), tone: 'red', dashed: false },
  unverifiable: { label: words('无法验证', 'Cannot be verified'), tone: 'grey', dashed: true },
  not_checked: { label: words('未验证', 'Not checked'), tone: 'grey', dashed: true },
  unknown: { label: words('无从比较', 'Nothing to compare'), tone: 'grey', dashed: true },
};

const REASONS: Readonly<Record<string, Words>> = {
  byte_range_malformed: words('签名范围不完整', 'The signed range is malformed'),
  message_malformed: words('签名数据不完整', 'The signature is malformed'),
  national_algorithm: words(
    '使用国密算法（SM2/SM3），本平台无法验证',
    'National algorithms (SM2/SM3) are not verified here',
  ),
  unknown_algorithm: words('未知算法', 'Unknown algorithm'),
  outdated_algorithm: words('算法或密钥强度已过时', 'Outdated algorithm or key'),
  unsupported_format: words('签名格式不支持', 'Unsupported format'),
  signer_certificate_missing: words('缺少签名人证书', 'The signer’s certificate is missing'),
  several_signers: words('一处签名含多个签名人，只列第一个', 'Several signers; only the first is told'),
  certificate_not_current: words('检查时证书不在有效期内', 'The certificate was not current when checked'),
  chain_incomplete: words('证书链不能到达受信任的根证书', 'No chain leads to a trusted root'),
  chain_invalid: words('证书链不符合规则', 'The chain breaks a rule'),
  later_changes: words('签名之后文件还有追加内容', 'The file was added to after this signature'),
};

const STARTS = words('以平台定稿的 PDF 开头', 'Starts with the frozen PDF');

function Point({ label, answer }: { label: Words; answer: Answer }) {
  const t = useText();
  const shown = ANSWERS[answer];
  return (
    <>
      <dt>{t(label)}</dt>
      <dd>
        <Sign tone={shown.tone} dashed={shown.dashed}>
          {t(shown.label)}
        </Sign>
      </dd>
    </>
  );
}

function Finding({ finding, ordinal }: { finding: SignatureFinding; ordinal: number }) {
  const t = useText();
  const signer = [finding.signerName, finding.signerOrganisation].filter(Boolean).join('，');
  return (
    <div className="sh-row-card">
      <strong>
        {t(words('数字签名', 'Signature'))} {ordinal}
      </strong>
      <dl className="sh-facts">
        <Point label={words('摘要一致', 'Digest intact')} answer={finding.digestIntact} />
        <Point label={words('签名有效', 'Signature valid')} answer={finding.signatureValid} />
        <Point label={words('证书受信任', 'Certificate trusted')} answer={finding.certificateTrusted} />
        <Point label={words('覆盖整个文件', 'Covers the whole file')} answer={finding.coversWholeFile} />
        <Point label={STARTS} answer={finding.startsWithFrozen} />
        <dt>{t(words('签名人（证书所载）', 'Signer, by the certificate'))}</dt>
        <dd>{signer || t(w.none)}</dd>
        <dt>{t(words('证书颁发者', 'Issuer'))}</dt>
        <dd>{finding.issuerName ?? t(w.none)}</dd>
        <dt>{t(words('自称签名时间', 'Claimed time'))}</dt>
        <dd>{finding.claimedSigningTime ?? t(w.none)}</dd>
        <dt>{t(words('算法', 'Algorithm'))}</dt>
        <dd>{finding.algorithm ?? t(w.none)}</dd>
      </dl>
      {finding.reasons.length > 0 && (
        <p className="sh-muted">
          {finding.reasons.map((reason) => t(REASONS[reason] ?? words(reason, reason))).join('；')}
        </p>
      )}
    </div>
  );
}

/** What is known of the digital signatures of a file: each point apart, and never one tick for all. */
export function SignaturePoints({ report }: { report: SignatureReport }) {
  const t = useText();
  return (
    <section aria-label={t(w.signatures)}>
      <h3 style={{ margin: '8px 0 4px' }}>{t(w.signatures)}</h3>
      {report.signatures.length === 0 ? (
        <>
          <p className="sh-muted">{t(w.signaturesNone)}</p>
          {report.startsWithFrozen !== 'unknown' && (
            <dl className="sh-facts">
              <Point label={STARTS} answer={report.startsWithFrozen} />
            </dl>
          )}
        </>
      ) : (
        <>
          <p className="sh-muted">{t(w.signaturesHonest)}</p>
          {report.signatures.map((finding, index) => (
            <Finding key={index} finding={finding} ordinal={index + 1} />
          ))}
        </>
      )}
    </section>
  );
}
