import { useState } from 'preact/hooks';

/** Local days such as `2026-11-23`; empty where it is open. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

interface DaysFormProps {
  readonly days: Days;
  readonly labels: Readonly<Record<'from' | 'to' | 'show', string>>;
  /** Why these days cannot be shown; undefined where they can. */
  readonly fault: (days: Days) => string | undefined;
  /** What may be asked for. */
  readonly hint: string;
  /** Whether both have to be said. */
  readonly required?: boolean;
  readonly show: (days: Days) => void;
}

/** Which days are shown; what cannot be is said before it is asked for. */
export function DaysForm({ days, labels, fault, hint, required = false, show }: DaysFormProps) {
  const [typed, setTyped] = useState(days);
  const wrong = fault(typed);
  const field = (which: keyof Days) => (
    <label>
      {labels[which]}
      <input
        type="date"
        required={required}
        value={typed[which]}
        aria-invalid={wrong !== undefined}
        aria-describedby="days"
        onInput={({ currentTarget }) => setTyped({ ...typed, [which]: currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === undefined) show(typed);
      }}
    >
      {field('from')}
      {field('to')}
      <button type="submit">{labels.show}</button>
      <span id="days" class={wrong === undefined ? 'dim' : 'wrong'}>
        {wrong ?? hint}
      </span>
    </form>
  );
}
