interface ChoicesProps<T> {
  readonly name: string;
  readonly value: unknown;
  readonly change: (value: T) => void;
  readonly options: readonly (readonly [T, string])[];
}

/** A few answers of which one is chosen. */
export function Choices<T extends string | number | boolean>({
  name,
  value,
  change,
  options,
}: ChoicesProps<T>) {
  return (
    <span class="choices">
      {options.map(([option, label]) => (
        <label key={label}>
          <input type="radio" name={name} checked={value === option} onChange={() => change(option)} />
          {label}
        </label>
      ))}
    </span>
  );
}
