/** Mozilla Accounts' list of common passwords (MPL-2.0), which brings no types of its own. */
declare module 'fxa-common-password-list' {
  const list: { readonly test: (password: string) => boolean };
  export default list;
}
