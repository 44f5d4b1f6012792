import { useReader } from '../session/reader.ts';
import type { Control } from './labelled.tsx';
import { instantTyped, typedTime } from './time.ts';

interface InstantInputProps extends Control {
  /** RFC 3339; undefined where nothing is chosen. */
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
}

/** A day and a time of day, as the site's clocks show them, wherever the device is. */
export function InstantInput({ value, change, ...control }: InstantInputProps) {
  const { me } = useReader();
  const timeZone = me.site?.timeZone ?? 'UTC';
  return (
    <input
      {...control}
      type="datetime-local"
      value={value === undefined ? '' : typedTime(value, timeZone)}
      onChange={({ currentTarget }) =>
        change(currentTarget.value === '' ? undefined : instantTyped(currentTarget.value, timeZone))
      }
    />
  );
}
