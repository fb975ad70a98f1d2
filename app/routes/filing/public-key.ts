import type { LoaderFunctionArgs } from '@remix-run/node';
import { checkpointPublicKeys } from '#db/crypto/checkpoint-key.ts';

/** The keys that bundles and checkpoints are verified with, for anybody; `verify --key` reads this file. */
export function loader({ context }: LoaderFunctionArgs) {
  const { sealer, site } = context.ports;
  const [current = '', ...retired] = checkpointPublicKeys(sealer);
  const lines = [
    `# 数衡 Shuheng 验签公钥 / public key: ${site.origin}`,
    '# Ed25519, base64url. ./bin/shuheng verify <bundle.zip> --key <this file>',
    `ed25519 ${current}`,
    ...retired.map((key) => `ed25519 ${key} # 已停用，此前签名仍有效 / retired; what it signed still holds`),
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  });
}
