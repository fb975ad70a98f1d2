import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openZip } from '#app/adapters/archive/zip-reader.ts';
import { ArchiveError } from '#app/domain/bundle/archive-fault.ts';
import type { BundleVerification } from '#app/domain/bundle/finding.ts';
import { words, type Words } from '#app/domain/words.ts';
import { faultWords, remarkWords } from '#app/i18n/bundle-finding.ts';
import { verifyBundle, type VerifierInput } from '#app/services/bundle/verify-bundle.server.ts';
import { isPublicKey } from '#db/crypto/checkpoint-key.ts';
import { CommandError, EXIT, say, sayJson, UsageError, type Command, type ExitCode } from './command.ts';
import { verifyDatabase } from './verify-database.ts';

/** A list of keys or a checkpoint takes a hundredth of this. */
const LARGEST_FILE = 100_000;

function readSmallFile(path: string): string {
  try {
    if (statSync(path).size > LARGEST_FILE) {
      throw new CommandError(`文件过大：${path} / the file is too large`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`无法读取文件 / can't read the file: ${reason}`);
  }
}

/** The public keys in a text such as the installation's key file: one a line, comments after a hash. */
function keysIn(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line) => (line.split('#')[0] ?? '').split(/\s+/))
    .map((word) => word.replace(/^ed25519[.:]/, ''))
    .filter(isPublicKey);
}

function readKeys(given: string): string[] {
  const typed = keysIn(given);
  if (typed.length > 0) return typed;
  const keys = keysIn(readSmallFile(given));
  if (keys.length > 0) return keys;
  throw new CommandError(`其中没有 Ed25519 公钥：${given} / there is no Ed25519 public key in it`);
}

function sayLine(mark: string, text: Words): void {
  say(`  ${mark} ${text.zh} / ${text.en}`);
}

function sayBundle(answer: BundleVerification): void {
  const { ok, facts, findings, remarks } = answer;
  say(ok ? '存证包校验通过 / the bundle holds' : '存证包校验未通过 / the bundle does not hold');
  if (facts) {
    const serial = facts.serialNo ? ` · ${facts.serialNo}` : '';
    say(`${facts.organisation}${facts.uscc ? `（${facts.uscc}）` : ''} · ${facts.title}${serial}`);
    say(`平台 / installation ${facts.installation}，导出于 / exported ${facts.exportedAt}`);
    say(
      `事件 / events ${facts.events}，版本 / versions ${facts.versions}，附件 / attachments ${facts.attachments}，` +
        `日志链末条 / head of the chain ${facts.head.seq} ${facts.head.digest}`,
    );
  }
  for (const finding of findings) sayLine('✗', faultWords(finding));
  for (const remark of remarks) sayLine('·', remarkWords(remark));
}

async function readBundle(path: string, input: VerifierInput): Promise<BundleVerification> {
  try {
    const archive = await openZip(path);
    try {
      return await verifyBundle(archive, input);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (error instanceof ArchiveError) {
      const finding = { code: `archive_${error.fault}`, at: error.file } as const;
      return { ok: false, findings: [finding], remarks: [], facts: null };
    }
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new CommandError(`无法读取文件 / can't read the file: ${error.message}`);
  }
}

async function verifyFile(path: string, input: VerifierInput, isJson: boolean): Promise<ExitCode> {
  const answer = await readBundle(path, input);
  if (isJson) {
    sayJson({
      ...answer,
      findings: answer.findings.map((finding) => ({ ...finding, ...faultWords(finding) })),
      remarks: answer.remarks.map((remark) => ({ ...remark, ...remarkWords(remark) })),
      publicKeys: input.publicKeys,
    });
  } else sayBundle(answer);
  return answer.ok ? EXIT.ok : EXIT.failed;
}

/** Verifies the installation's database, or a bundle that it exported. */
export const verify: Command = {
  name: 'verify',
  summary: words('核验数据库或存证包', 'Verify the database, or an exported bundle'),
  help: `用法 / usage:
  shuheng verify [--receipt <摘要或流水号>] [--checkpoint <checkpoint.json>] [--json]
  shuheng verify <存证包.zip> --key <公钥或文件> [--receipt …] [--checkpoint …] [--json]

  不带文件：从第一条起重算平台数据库各日志链的摘要，并与签名检查点核对；再重算各备案、评估版本正文的摘要，与日志核对。
  带文件：只凭存证包和平台公钥核验，无需数据库、DATA_FOLDER、SECRET_KEY。
  Without a file: recomputes every chain of the installation's database and compares it with its signed checkpoints,
  then the digest of every stored version of a filing or an assessment, and compares it with the journal.
  With a file: verifies the bundle by itself and the public key; no database and no settings are read.

  --key         平台的 Ed25519 验签公钥，或含公钥的文件（平台的 /.well-known/shuheng-key.txt）
                the installation's public key, or a file that holds it
  --receipt     回执上的内容摘要或流水号：该次报送须在其中 / digest or serial of a receipt: its submission must be there
  --checkpoint  早先存证包中的 checkpoint.json：链不得短于它 / of an earlier bundle: the chain must not end before it
  --json        输出 / answer with {"ok":…,"findings":[…]}

  未通过时退出码为 1 / exits with 1 if something doesn't hold`,
  run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        receipt: { type: 'string' },
        checkpoint: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [path, ...more] = positionals;
    if (more.length > 0) throw new UsageError('一次核验一个文件 / one file at a time');
    const proofs = {
      receipt: values.receipt ?? null,
      checkpoint: values.checkpoint === undefined ? null : readSmallFile(values.checkpoint),
    };
    const isJson = values.json ?? false;
    if (path === undefined) return verifyDatabase(proofs, isJson);
    if (values.key === undefined) {
      throw new UsageError('请用 --key 给出平台的验签公钥 / give the installation’s public key with --key');
    }
    return verifyFile(path, { ...proofs, publicKeys: readKeys(values.key) }, isJson);
  },
};
