import type { Control } from './labelled.tsx';

interface InstantInputProps extends Control {
  /** RFC 3339; undefined where nothing is chosen. */
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
}

/** A day and a time of day, as the device's clock shows them. */
export function InstantInput({ value, change, ...control }: InstantInputProps) {
  return (
    <input
      {...control}
      type="datetime-local"
      value={value === undefined ? '' : localOf(value)}
      onChange={({ currentTarget }) =>
        change(currentTarget.value === '' ? undefined : new Date(currentTarget.value).toISOString())
      }
    />
  );
}

/** An instant as the control for local times writes it. */
function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
