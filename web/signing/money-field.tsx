import type { Schemas } from '../session/api.ts';
import { useWords } from '../words/words.ts';

export type Money = Schemas['Money'];

interface MoneyFieldProps {
  readonly id: string;
  readonly value: Money | undefined;
  readonly change: (value: Money | undefined) => void;
}

const CURRENCY = 'CNY';

/** An amount in yuan; left empty it is none. */
export function MoneyField({ value, change, ...common }: MoneyFieldProps) {
  const { words } = useWords();
  return (
    <span class="money">
      <input
        {...common}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={value?.amount ?? ''}
        onInput={({ currentTarget }) => {
          const amount = currentTarget.value.trim();
          change(amount === '' ? undefined : { amount, currency: CURRENCY });
        }}
      />
      <span class="dim">{words.currency}</span>
    </span>
  );
}
