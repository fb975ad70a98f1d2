export default function SignIn() {
  return <p>sign in</p>;
}
