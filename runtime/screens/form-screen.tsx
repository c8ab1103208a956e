export default function FormScreen() {
  return <p />;
}
