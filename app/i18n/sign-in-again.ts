import { words } from '../domain/words.ts';

/** Words of the dialog that signs in without leaving the page. */
export const signInAgainWords = {
  signInAgain: words('重新登录', 'Sign in again'),
  signInAgainText: words(
    '登录已过期。在这里重新登录，已填内容不会丢失。',
    'Your session has ended. Sign in here; nothing you typed is lost.',
  ),
  signInNeedsCode: words(
    '该账户启用了动态码。请在新窗口完成登录，再回到本页点“重试保存”。',
    'This account needs a code. Finish signing in in a new window, then come back and retry.',
  ),
  signInFailed: words('登录未成功，请核对账号和密码。', 'Signing in failed; check what you entered.'),
} as const;
