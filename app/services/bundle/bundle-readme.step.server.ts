import type { Manifest } from '#app/domain/bundle/manifest.ts';

const KINDS = {
  filing: ['首席数据官备案', 'a CDO filing'],
  assessment: ['已签署的评估', 'a signed assessment'],
} as const;

/** What the bundle is and how a stranger verifies it. */
export function bundleReadme(
  origin: string,
  manifest: Pick<
    Manifest,
    'kind' | 'organisation' | 'subject' | 'exportedAt' | 'disclosure' | 'events' | 'isSample'
  >,
): string {
  const [zh, en] = KINDS[manifest.kind];
  const { organisation, subject, exportedAt, disclosure, events, isSample } = manifest;
  const isMasked = disclosure === 'masked';
  const isShared = events.view === 'shared';
  return `数衡 Shuheng 存证包${isSample ? '（示例数据）' : ''}
${organisation.name}${organisation.uscc ? `（${organisation.uscc}）` : ''}
${zh}：${subject.title}${subject.serialNo ? `，平台流水号 ${subject.serialNo}` : ''}
导出时间（UTC）：${exportedAt}
平台：${origin}

一、内容
manifest.json   清单：每个文件的大小和 SM3 摘要、每个事件的序号和摘要、各版本的内容摘要
manifest.sig    平台对清单的 Ed25519 签名
events.jsonl    事件，一行一条，按本单位日志链的顺序
versions/       各版本的内容；其摘要可按下述方法重算
attachments/    附件
checkpoint.json 平台签名的陈述：导出时本单位日志链到第几条、末条摘要为何。请另行保存，可核对以后的存证包
${isMasked ? '个人信息：导出人无权查看完整信息，相关内容已遮盖，含个人信息的附件未收入；被遮盖版本的摘要无法重算。\n' : ''}${isShared ? '事件：仅含导出人一侧可见的共享事件。\n' : ''}保存草稿和作答的事件不在其内。

二、核验（无需数据库和平台账号，无需联网）
1. 从平台取得验签公钥：${origin}/.well-known/shuheng-key.txt，并向平台运营方核对。
2. 运行：./bin/shuheng verify 存证包.zip --key <公钥>
   有回执的加 --receipt <内容摘要或流水号>，有早先存证包的加 --checkpoint <其中的 checkpoint.json>。
3. 没有本程序也可自行核验：
   事件摘要 = SM3(该行去掉 digest 后的规范 JSON)；
   备案版本摘要 = SM3(salt + content 的规范 JSON)；评估版本摘要 = SM3(body 的规范 JSON)；
   规范 JSON：键按码元排序，无空白，字符串为 NFC，UTF-8。
   manifest.sig 为 ed25519.<公钥>.<签名>（base64url），签的是 manifest.json 的全部字节。

三、核验能说明什么
能发现任何一处改动、缺少、增加、调换。清单截至导出之时：以较旧的存证包冒充最新的，只有凭回执或较新的 checkpoint.json 才看得出。
本存证包不是行政许可，也不是认证。

------------------------------------------------------------------------

Shuheng evidence bundle${isSample ? ' (sample data)' : ''}: ${en} of ${organisation.name}, made at ${exportedAt} (UTC) by ${origin}.

Contents: manifest.json lists every file with its size and SM3 digest, every event with its number and digest, and the
digests of the versions; manifest.sig is the installation's Ed25519 signature of it. events.jsonl holds the events in the
order of the organisation's chain, versions/ what was frozen or signed, attachments/ the files. checkpoint.json states,
signed, how far the organisation's chain reached: keep it, it shows whether a later bundle was cut.
${isMasked ? 'Personal values are masked and files with personal data left out, since the exporter may not read them in full;\nthe digest of such a version cannot be recomputed.\n' : ''}${isShared ? "Only events that the exporter's side may read are included.\n" : ''}Saves of drafts and answers are left out.

To verify, offline and without an account: take the public key from ${origin}/.well-known/shuheng-key.txt, confirm it with
the operator, and run
  ./bin/shuheng verify bundle.zip --key <public key> [--receipt <digest or serial>] [--checkpoint <checkpoint.json>]
Or by hand: an event's digest is SM3 of its line's canonical JSON without "digest"; a filing version's is SM3 of the salt
followed by the content's canonical JSON; an assessment version's is SM3 of the body's. Canonical JSON: keys sorted by
code unit, no blanks, strings in NFC, UTF-8. manifest.sig is ed25519.<public key>.<signature> over manifest.json's bytes.

Any change, loss, addition or exchange is found. An older bundle in the place of the newest is found only by a receipt
or a newer checkpoint.json. This bundle is neither a licence nor a certificate.
`;
}
