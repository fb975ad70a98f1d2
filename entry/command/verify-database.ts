import type { Proofs } from '#app/services/bundle/check-proof.step.server.ts';
import { verifyJournal, type JournalVerification } from '#app/services/journal/verify-journal.server.ts';
import {
  verifyVersions,
  type VersionFault,
  type VersionVerification,
} from '#app/services/journal/verify-versions.server.ts';
import { words, type Words } from '#app/domain/words.ts';
import { readRecords } from '#db/backup/record.ts';
import { PartialSight, withSnapshot } from '#db/backup/snapshot.ts';
import { openServerDatabase } from '#db/client.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { EXIT, say, sayJson, type ExitCode } from './command.ts';
import { type Installation, withInstallation } from './open.ts';

const KINDS: Readonly<Record<VersionFault['kind'], Words>> = {
  filing: words('备案', 'filing'),
  assessment: words('评估', 'assessment'),
};
const FAULTS: Readonly<Record<VersionFault['why'], Words>> = {
  altered: words('正文与其摘要不符', 'the body isn’t what its digest says'),
  unreadable: words('正文无法解密或读取', 'the body can’t be opened'),
  differs: words('摘要与日志所载不符', 'the digest isn’t the one in the journal'),
  missing: words('日志有记载，库中没有', 'named in the journal, but not there'),
  unwitnessed: words('库中有，日志没有记载', 'there, but not named in the journal'),
  erased_without_event: words('已清空，日志没有到期删除的记载', 'emptied, but not by its retention'),
};
/** Faults that are named one by one; where there are more, their number. */
const NAMED = 50;

function sayChains(answer: JournalVerification): void {
  say(
    `链 / chains ${answer.chains}，条 / events ${answer.events}，检查点 / checkpoints ${answer.checkpoints}`,
  );
  if (answer.brokenLink) say(`断点 / broken link: ${JSON.stringify(answer.brokenLink)}`);
  if (answer.brokenCheckpoint)
    say(`检查点有误 / broken checkpoint: ${JSON.stringify(answer.brokenCheckpoint)}`);
  if (answer.receipt === 'missing') {
    say(
      '回执所载的报送不在日志中：末尾被截断 / the receipt’s submission isn’t in the journal: its end was cut',
    );
  }
  if (answer.checkpoints === 0) {
    say('没有检查点：看不出末尾是否被截断 / no checkpoint: a cut end can’t be seen');
  }
}

function sayVersions(versions: VersionVerification | null): void {
  if (!versions) {
    say(
      '未核对正文：此数据库登录看不到全部数据，请设置 DATABASE_OWNER_URL / bodies not verified: this login doesn’t see every row; set DATABASE_OWNER_URL',
    );
    return;
  }
  const { recomputed, erased, faults } = versions;
  say(
    `正文 / bodies recomputed ${recomputed}，保留期满已删除 / erased when their retention was over ${erased}`,
  );
  for (const { kind, subjectId, organisationId, no, why } of faults.slice(0, NAMED)) {
    const [what, wrong] = [KINDS[kind], FAULTS[why]];
    say(
      `  ✗ ${what.zh} ${subjectId} 第 ${no} 版：${wrong.zh} / ${what.en} version ${no}: ${wrong.en}（单位 / house ${organisationId}）`,
    );
  }
  if (faults.length > NAMED) say(`  … 共 / in all ${faults.length}`);
}

/** What is stored of versions, read as the tables' owner where there is one; null where not every row can be seen. */
async function readVersions({ config, db, sealer }: Installation): Promise<VersionVerification | null> {
  const owner = config.DATABASE_OWNER_URL ? await openServerDatabase(config.DATABASE_OWNER_URL, 2) : null;
  try {
    return await withSnapshot(owner ?? db, (snapshot) =>
      verifyVersions({ sealer }, (table) => readRecords(snapshot, table)),
    );
  } catch (error) {
    if (error instanceof PartialSight) return null;
    throw error;
  } finally {
    await owner?.close();
  }
}

/** Verifies the database that the configuration names: its chains, and what is stored of versions. */
export async function verifyDatabase(proofs: Proofs, isJson: boolean): Promise<ExitCode> {
  return withInstallation(async (installation) => {
    const { db, sealer } = installation;
    const journal = await verifyJournal({ db, sealer }, proofs);
    const versions = await readVersions(installation);
    const ok = journal.ok && (versions?.faults.length ?? 0) === 0;
    const publicKey = checkpointPublicKey(sealer);
    if (isJson) sayJson({ ...journal, ok, versions, publicKey });
    else {
      say(ok ? '校验通过 / the journal holds' : '校验未通过 / the journal does not hold');
      sayChains(journal);
      sayVersions(versions);
      say(`验签公钥 / public key (Ed25519): ${publicKey}`);
    }
    return ok ? EXIT.ok : EXIT.failed;
  });
}
