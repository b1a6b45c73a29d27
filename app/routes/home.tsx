export default function Home() {
  return <h1>Common Thread</h1>;
}
