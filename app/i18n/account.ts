import { words } from '../domain/words.ts';

/** Words of signing in, registering and looking after one's account. */
export const accountWords = {
  signIn: words('登录', 'Sign in'),
  signInLead: words('使用注册时的电子邮箱或手机号码登录。', 'Sign in with your e-mail or mobile number.'),
  identifier: words('电子邮箱或手机号码', 'E-mail or mobile number'),
  password: words('密码', 'Password'),
  forgot: words('忘记密码', 'Forgotten password'),
  noAccount: words('还没有账号？', 'No account yet?'),
  register: words('注册', 'Register'),
  resend: words('重新发送验证邮件', 'Send the verification mail again'),
  demoTitle: words('演示账号', 'Demonstration accounts'),
  demoText: words(
    '演示账号及密码在启动窗口中列出；主管部门与平台账号还需动态码。',
    'The demonstration accounts and their password are listed where the server was started; regulators and the operator also need a code.',
  ),
  secondFactor: words('动态码验证', 'Second factor'),
  secondFactorLead: words(
    '请打开手机上的验证器，填写当前显示的 6 位动态码。每个动态码只能使用一次。',
    'Open your authenticator app and enter the six digits it shows. Each code counts once.',
  ),
  code: words('动态码', 'Code'),
  verifyCode: words('验证并继续', 'Verify and continue'),
  setup: words('设置动态码', 'Set up the second factor'),
  setupLead: words(
    '动态码是登录的第二道验证。主管部门和平台账号必须设置，其他账号可自愿设置。',
    'A second factor is required for regulators and operators, and open to everyone.',
  ),
  setupStep1: words('第一步：添加到验证器', 'Step 1: add it to your authenticator'),
  setupStep1Text: words(
    '用验证器应用扫描二维码；不能扫描时手动输入下面的密钥（SHA-1、6 位、30 秒）。',
    'Scan the QR code with an authenticator app; if you can’t, type the key (SHA-1, 6 digits, 30 seconds).',
  ),
  setupQr: words('用于添加动态码的二维码', 'QR code that adds the second factor'),
  setupKey: words('密钥', 'Key'),
  setupStep2: words('第二步：填写显示的动态码', 'Step 2: enter the code it shows'),
  setupConfirm: words('确认启用动态码', 'Confirm and switch on'),
  setupDone: words('动态码已启用。', 'The second factor is on.'),
  setupAlready: words('动态码已启用，无需重复设置。', 'The second factor is on already.'),
};
