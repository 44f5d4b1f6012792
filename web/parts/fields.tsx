/** What most forms ask with: a label, a control, and below it what is wrong. */
import { useWords } from '../words/words.ts';
import { InstantInput } from './instant-input.tsx';
import { Labelled } from './labelled.tsx';

/** What the API takes of a text at most. */
const LONGEST = 4_000;

interface Frame {
  /** Unlike any other on the page. */
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
}

interface Held<T> {
  readonly value: T | undefined;
  readonly change: (value: T | undefined) => void;
}

interface TextFieldProps extends Frame, Held<string> {
  readonly lines?: number;
  readonly most?: number;
  readonly isPhone?: boolean;
}

export function TextField({
  value = '',
  change,
  lines = 1,
  most = LONGEST,
  isPhone = false,
  ...frame
}: TextFieldProps) {
  const typed = {
    maxLength: most,
    value,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      change(currentTarget.value),
  };
  return (
    <Labelled {...frame}>
      {(control) => {
        if (lines > 1) return <textarea {...control} {...typed} rows={lines} />;
        return isPhone ? (
          <input {...control} {...typed} type="tel" autoComplete="off" />
        ) : (
          <input {...control} {...typed} type="text" autoComplete="off" />
        );
      }}
    </Labelled>
  );
}

interface SelectFieldProps extends Frame, Held<string> {
  readonly options: readonly (readonly [value: string, label: string])[];
  /** What it is called to choose none. */
  readonly empty?: string;
}

export function SelectField({ value = '', change, options, empty, ...frame }: SelectFieldProps) {
  const { words } = useWords();
  return (
    <Labelled {...frame}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={({ currentTarget }) => change(currentTarget.value || undefined)}
        >
          <option value="">{empty ?? words.choose}</option>
          {options.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** What is so or not: nothing needs to be said of it. */
export function TickField({ name, label, wrong, value, change }: Frame & Held<boolean>) {
  return (
    <Labelled name={name} label={label} wrong={wrong} look="tick" required>
      {({ required: _never, ...control }) => (
        <input
          {...control}
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => change(currentTarget.checked || undefined)}
        />
      )}
    </Labelled>
  );
}

export function InstantField({ value, change, ...frame }: Frame & Held<string>) {
  return (
    <Labelled {...frame}>{(control) => <InstantInput {...control} value={value} change={change} />}</Labelled>
  );
}
