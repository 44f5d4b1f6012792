import type { Control } from './labelled.tsx';

export interface Group {
  readonly label: string;
  readonly options: readonly (readonly [value: string, name: string])[];
}

interface GroupedSelectProps extends Control {
  readonly value: string | undefined;
  readonly change: (value: string) => void;
  /** What it is called to choose none. */
  readonly nobody: string;
  readonly groups: readonly Group[];
}

/** One of many, in groups; what has nothing in it is left out. */
export function GroupedSelect({ value = '', change, nobody, groups, ...control }: GroupedSelectProps) {
  return (
    <select {...control} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
      <option value="">{nobody}</option>
      {groups
        .filter(({ options }) => options.length > 0)
        .map(({ label, options }) => (
          <optgroup key={label} label={label}>
            {options.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
    </select>
  );
}
