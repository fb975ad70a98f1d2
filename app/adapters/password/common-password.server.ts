type CommonList = { readonly test: (password: string) => boolean };

let list: Promise<CommonList> | undefined;

/** Some 50,000 words, which are decoded when they are first asked for, once a process. */
function commonList(): Promise<CommonList> {
  list ??= import('fxa-common-password-list').then((module) => module.default);
  return list;
}

/**
 * Whether a password is among the commonest, which Mozilla Accounts refuse too, written large or small. The list has more
 * than 3,000 of ten characters and more, all of them small. It never goes to the browser.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const { test } = await commonList();
  return test(password.normalize('NFKC').toLowerCase());
}
