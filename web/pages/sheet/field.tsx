import type { Schemas } from '../../session/api.ts';
import { useWords } from '../../words/words.ts';
import { type Allowed, kindOf } from './members.ts';
import { type Signature, SignatureField } from './signature-field.tsx';

interface FieldProps {
  readonly member: string;
  readonly required: boolean;
  readonly missing: boolean;
  /** What the API says is wrong with it. */
  readonly fault?: string | undefined;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly allowed: Allowed;
  readonly sheet: Schemas['Sheet'];
}

const MEANS = ['in-person', 'phone', 'message', 'letter'];
const MARKS = [1, 2, 3, 4, 5];
const LONGEST = 4_000;

/** One thing that a step asks for, with its label and, below it, what is wrong with it. */
export function Field(props: FieldProps) {
  const { words } = useWords();
  const { member, required, missing, fault } = props;
  const label = `${words.members[member] ?? member}${required ? '' : words.optional}`;
  const wrong = fault ?? (missing ? words.sign.missing : undefined);
  const kind = kindOf(member);
  const isGroup = kind === 'yes-or-no' || kind === 'mark' || kind === 'signature';
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
  sheet,
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
  switch (kindOf(member)) {
    case 'choice': {
      const ids = allowed.choices?.[member as 'section' | 'handler' | 'person' | 'clock'] ?? [];
      const nameOf = (id: string) => {
        const clock = sheet.clocks.find((each) => each.id === id);
        return clock === undefined ? (sheet.names?.[id] ?? id) : words.clocks[clock.name];
      };
      return <Select {...common} value={value} change={change} options={ids.map((id) => [id, nameOf(id)])} />;
    }
    case 'means':
      return (
        <Select
          {...common}
          value={value}
          change={change}
          options={MEANS.map((id) => [id, words.means[id] ?? id])}
        />
      );
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
        <SignatureField
          value={value as Signature | undefined}
          change={change}
          resident={sheet.resident?.name ?? ''}
        />
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
