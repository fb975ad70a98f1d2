import { words } from '../domain/words.ts';

/** Words about evidence bundles: exporting them, and verifying them elsewhere. */
export const bundleWords = {
  export: words('导出存证包', 'Export bundle'),
  hint: words(
    '存证包含各版本、事件、附件和平台签名，任何人凭平台公钥即可离线核验。导出会记入日志。',
    'Versions, events, files and the installation’s signature: anyone can verify it offline with the public key. The export is journalled.',
  ),
  hintReviewer: words(
    '含个人信息；导出会记入企业日志。',
    'Holds personal data; the export is noted in the enterprise’s journal.',
  ),
  verifyTitle: words('离线核验存证包', 'Verify a bundle offline'),
  verifyLead: words(
    '存证包（.zip）由企业或主管部门从备案、评估页面导出。核验不经过本平台，不需要账号和网络：',
    'A bundle (.zip) is exported from a filing’s or an assessment’s page. Verifying needs neither this platform nor an account:',
  ),
  verifyStep: words('用数衡程序运行', 'Run, with the Shuheng program'),
  publicKey: words('验签公钥（Ed25519）', 'Public key (Ed25519)'),
  keyFile: words('公钥文件', 'The key as a file'),
  verifyKeep: words(
    '请通过其他渠道（如向平台运营方核对）确认公钥；包内 README.txt 写明不用本程序时如何自行核验。',
    'Confirm the key by another way, such as asking the operator. README.txt inside says how to verify without this program.',
  ),
} as const;
