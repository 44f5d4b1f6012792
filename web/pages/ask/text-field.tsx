import { Labelled } from '../../parts/labelled.tsx';
import type { Request } from './request.ts';

interface TextFieldProps {
  readonly field: keyof Pick<Request, 'subject' | 'details' | 'place' | 'cause' | 'course' | 'persons'>;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** Of one line. */
  readonly isLine?: boolean;
  readonly value: string | undefined;
  readonly wrong: string | undefined;
  readonly change: (value: string) => void;
}

const LONGEST = 4_000;
const LONGEST_LINE = 200;

export function TextField({ field, label, value = '', change, isLine = false, ...asked }: TextFieldProps) {
  return (
    <Labelled name={field} label={label} {...asked}>
      {(control) =>
        isLine ? (
          <input
            {...control}
            type="text"
            maxLength={LONGEST_LINE}
            value={value}
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
        ) : (
          <textarea
            {...control}
            rows={4}
            maxLength={LONGEST}
            value={value}
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
        )
      }
    </Labelled>
  );
}
