/** What `/metrics` showed, sample by sample. */
export interface Samples {
  /** The value of the one sample with this name that has at least these labels; undefined where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** Every metric's name as rules and dashboards write it, histograms with `_bucket`, `_sum` and `_count`. */
  readonly names: ReadonlySet<string>;
  /** The label names with which a metric was shown. */
  labels(name: string): ReadonlySet<string>;
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads Prometheus's text format. */
export function readSamples(text: string): Samples {
  const samples = text.split('\n').flatMap(parse);
  // A metric with labels that has no sample yet is known by its type.
  const typed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const named = (name: string) => samples.filter((sample) => sample.name === name);
  return {
    names: new Set([...typed, ...samples.map(({ name }) => name)]),
    labels: (name) => new Set(named(name).flatMap((sample) => Object.keys(sample.labels))),
    value(name, labels = {}) {
      const wanted = Object.entries(labels);
      return named(name).find((sample) => wanted.every(([key, value]) => sample.labels[key] === value))
        ?.value;
    },
  };
}

function parse(line: string): readonly Sample[] {
  const [, name, labels = '', value] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
  if (name === undefined) return [];
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [
    key,
    text,
  ]);
  return [{ name, labels: Object.fromEntries(pairs) as Sample['labels'], value: Number(value) }]; // pairs of strings
}
