import type { Finding, FaultCode, RemarkCode } from '../domain/bundle/finding.ts';
import { words, type Words } from '../domain/words.ts';

type Said = (at: string) => Words;

const FAULTS: Readonly<Record<FaultCode, Said>> = {
  archive_not_an_archive: () => words('不是 ZIP 文件，或文件被截断', 'not a ZIP file, or cut off'),
  archive_damaged: (at) =>
    words(`压缩包损坏：${at || '目录'}`, `the archive is damaged: ${at || 'directory'}`),
  archive_too_many: () => words('文件数过多', 'too many files'),
  archive_duplicate: (at) => words(`同名文件重复：${at}`, `two files of one name: ${at}`),
  archive_unsafe_name: (at) => words(`文件名不安全：${at || '（路径越界）'}`, `an unsafe file name: ${at}`),
  archive_not_a_file: (at) =>
    words(`不是普通文件（链接或目录）：${at}`, `not a plain file (a link or folder): ${at}`),
  archive_encrypted: (at) => words(`文件被加密：${at}`, `an encrypted file: ${at}`),
  archive_compressed: (at) =>
    words(
      `文件被压缩，存证包只存放原样文件：${at}`,
      `a compressed file; bundles store files as they are: ${at}`,
    ),
  archive_too_large: (at) => words(`文件过大或互相重叠：${at}`, `too large, or files overlap: ${at}`),
  manifest_missing: () => words('缺少清单 manifest.json', 'manifest.json is missing'),
  manifest_unreadable: () => words('清单 manifest.json 无法读取或格式不识', 'manifest.json can’t be read'),
  manifest_forged: () =>
    words(
      '清单 manifest.json 与签名不符：被改动或伪造',
      'manifest.json doesn’t fit its signature: altered or forged',
    ),
  signature_missing: () => words('缺少签名 manifest.sig', 'manifest.sig is missing'),
  signature_malformed: () =>
    words('签名 manifest.sig 被改动，不是签名', 'manifest.sig was altered; it is no signature'),
  wrong_key: () =>
    words(
      '签名出自另一公钥：公钥有误，或不是该平台出具',
      'signed with another key: a wrong key, or another installation',
    ),
  file_missing: (at) => words(`缺少文件：${at}`, `a file is missing: ${at}`),
  file_extra: (at) => words(`清单之外的文件：${at}`, `a file that the manifest doesn’t list: ${at}`),
  file_changed: (at) => words(`文件被改动：${at}`, `a file was changed: ${at}`),
  file_unreadable: () => words('存证包内有无法读取的内容', 'something in the bundle can’t be read'),
  event_unreadable: (at) =>
    words(`events.jsonl 第 ${at} 行无法读取`, `line ${at} of events.jsonl can’t be read`),
  event_changed: (at) => words(`第 ${at} 号事件被改动`, `event ${at} was changed`),
  event_dropped: (at) => words(`第 ${at} 号事件被删去`, `event ${at} was dropped`),
  event_inserted: (at) => words(`第 ${at} 号事件是添加的`, `event ${at} was put in`),
  event_reordered: (at) => words(`第 ${at} 号事件次序被调换`, `event ${at} was moved`),
  event_detached: (at) =>
    words(`第 ${at} 号事件与前一事件不相连`, `event ${at} doesn’t follow from the one before`),
  events_cut: (at) => words(`末尾被截断：缺少第 ${at} 号事件`, `the end was cut: event ${at} is missing`),
  version_changed: (at) => words(`第 ${at} 版内容与其摘要不符`, `version ${at} doesn’t fit its digest`),
  version_without_event: (at) => words(`第 ${at} 版没有对应的事件`, `no event names version ${at}`),
  attachment_changed: (at) =>
    words(
      `附件与上传时不同（导出之前已被改动）：${at}`,
      `not the file that was uploaded (changed before the export): ${at}`,
    ),
  attachment_missing: (at) =>
    words(`缺少版本所列的附件：${at}`, `an attachment that a version names is missing: ${at}`),
  attachment_lost: (at) =>
    words(`导出时平台存储中已无此附件：${at}`, `not in the installation’s store when exported: ${at}`),
  checkpoint_forged: (at) =>
    words(
      `检查点签名不符或无法读取：${at || 'checkpoint.json'}`,
      `a checkpoint isn’t signed by this key: ${at || 'checkpoint.json'}`,
    ),
  checkpoint_differs: () => words('checkpoint.json 与清单不一致', 'checkpoint.json and the manifest differ'),
  receipt_unknown: (at) =>
    words(
      `回执所载的报送不在其内：${at}（末尾被截断，或不是同一份）`,
      `the receipt’s submission isn’t in it: ${at} (the end was cut, or it is another one)`,
    ),
  older_than_checkpoint: (at) =>
    words(
      `早于所给检查点（第 ${at} 号事件）：末尾被截断，或是较旧的存证包`,
      `ends before the checkpoint (event ${at}): cut, or an older bundle`,
    ),
  differs_from_checkpoint: (at) =>
    words(
      `第 ${at} 号事件与所给检查点不符：日志被重写`,
      `event ${at} differs from the checkpoint: the chain was rewritten`,
    ),
  checkpoint_of_another: () => words('所给检查点属于另一单位', 'the checkpoint is another organisation’s'),
};

const REMARKS: Readonly<Record<RemarkCode, Said>> = {
  tail_unseen: (at) =>
    words(
      `清单截至 ${at} 号事件；没有回执或检查点，看不出此后是否被截断（可用 --receipt、--checkpoint 核对）`,
      `the manifest ends at ${at}; without a receipt or checkpoint a cut after that can’t be seen (--receipt, --checkpoint)`,
    ),
  version_masked: (at) =>
    words(
      `第 ${at} 版的个人信息已遮盖，摘要无法重算，由签名清单证明`,
      `personal values of version ${at} are masked: its digest can’t be recomputed, the signed manifest vouches for it`,
    ),
  version_erased: (at) =>
    words(
      `第 ${at} 版的个人信息已按保留期限删除，摘要无法重算`,
      `personal values of version ${at} were erased by retention: its digest can’t be recomputed`,
    ),
  version_unwitnessed: (at) =>
    words(
      `第 ${at} 版的事件不在共享之列，由签名清单证明`,
      `the event of version ${at} isn’t shared; the signed manifest vouches for it`,
    ),
  attachment_withheld: (at) =>
    words(`附件含个人信息，未收入：${at}`, `left out, since it holds personal data: ${at}`),
  attachment_erased: (at) => words(`附件已按保留期限删除：${at}`, `given up by retention: ${at}`),
  shared_events: () =>
    words('仅含导出人一侧可见的共享事件', 'holds only events that the exporter’s side may read'),
  sample: () => words('示例数据', 'sample data'),
};

/** What a fault of a bundle is called. */
export function faultWords({ code, at }: Finding): Words {
  return FAULTS[code](at);
}

/** What can't be told from a bundle, in words. */
export function remarkWords({ code, at }: Finding<RemarkCode>): Words {
  return REMARKS[code](at);
}
