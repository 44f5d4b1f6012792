import { type Signature, SignatureField } from '../parts/signature-field.tsx';
import { useWords } from '../words/words.ts';
import type { Allowed, Kind } from './members.ts';
import { type Money, MoneyField } from './money-field.tsx';
import type { Signing } from './signing.ts';

interface FieldProps {
  readonly member: string;
  readonly required: boolean;
  readonly missing: boolean;
  /** What the API says is wrong with it. */
  readonly fault?: string | undefined;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly allowed: Allowed;
  readonly signing: Signing;
}

/** Of several controls, so that a legend names them. */
const GROUPS: readonly Kind[] = ['yes-or-no', 'mark', 'several', 'signature'];
const MARKS = [1, 2, 3, 4, 5];
const LONGEST = 4_000;

/** One thing that a step asks for, with its label and, below it, what is wrong with it. */
export function Field(props: FieldProps) {
  const { words } = useWords();
  const { member, required, missing, fault, signing } = props;
  const label = `${signing.said.members[member] ?? member}${required ? '' : words.optional}`;
  const wrong = fault ?? (missing ? words.sign.missing : undefined);
  const kind = signing.book.kinds[member];
  const isGroup = kind !== undefined && GROUPS.includes(kind);
  const described = wrong === undefined ? undefined : `wrong-${member}`;
  const inside = (
    <>
      <Control {...props} described={described} />
      {wrong !== undefined && (
        <span id={described} class="wrong">
          {wrong}
        </span>
      )}
    </>
  );
  if (isGroup)
    return (
      <fieldset class="field" aria-describedby={described}>
        <legend>{label}</legend>
        {inside}
      </fieldset>
    );
  return (
    <div class={`field ${kind}`}>
      <label for={`field-${member}`}>{label}</label>
      {inside}
    </div>
  );
}

function Control({
  member,
  value,
  change,
  allowed,
  signing,
  described,
  required,
}: FieldProps & { readonly described: string | undefined }) {
  const { words } = useWords();
  const common = {
    id: `field-${member}`,
    'aria-describedby': described,
    'aria-invalid': described !== undefined,
    required,
  };
  switch (signing.book.kinds[member]) {
    case 'choice':
      return <Select {...common} value={value} change={change} options={signing.options(member, allowed)} />;
    case 'several':
      return <Several value={value} change={change} options={signing.options(member, allowed)} />;
    case 'money':
      return <MoneyField {...common} value={value as Money | undefined} change={change} />;
    case 'tick':
      return (
        <input
          {...common}
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
      );
    case 'instant':
      return (
        <input
          {...common}
          type="datetime-local"
          value={typeof value === 'string' ? localOf(value) : ''}
          onChange={({ currentTarget }) =>
            change(currentTarget.value === '' ? undefined : new Date(currentTarget.value).toISOString())
          }
        />
      );
    case 'yes-or-no':
      return (
        <Choices
          name={member}
          value={value}
          change={change}
          options={[
            [true, words.yes],
            [false, words.no],
          ]}
        />
      );
    case 'mark':
      return (
        <Choices
          name={member}
          value={value}
          change={change}
          options={MARKS.map((mark) => [mark, String(mark)])}
        />
      );
    case 'signature':
      return (
        <SignatureField value={value as Signature | undefined} change={change} signatory={signing.signer} />
      );
    default:
      return (
        <textarea
          {...common}
          rows={3}
          maxLength={LONGEST}
          value={typeof value === 'string' ? value : ''}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      );
  }
}

/** An instant as the control for local times writes it. */
function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

interface SelectProps {
  readonly id: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly options: readonly (readonly [string, string])[];
}

function Select({ value, change, options, ...common }: SelectProps) {
  const { words } = useWords();
  return (
    <select
      {...common}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    >
      <option value="">{words.choose}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface ChoicesProps {
  readonly name: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly options: readonly (readonly [boolean | number, string])[];
}

function Choices({ name, value, change, options }: ChoicesProps) {
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

interface SeveralProps {
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly options: readonly (readonly [string, string])[];
}

/** Any of them; none is an answer, too, once one was ticked. */
function Several({ value, change, options }: SeveralProps) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <span class="choices">
      {options.map(([code, name]) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={({ currentTarget }) =>
              change(currentTarget.checked ? [...chosen, code] : chosen.filter((each) => each !== code))
            }
          />
          {name}
        </label>
      ))}
    </span>
  );
}
