import { Choices } from '../parts/choices.tsx';
import { FileField } from '../parts/files/file-field.tsx';
import type { Sending } from '../parts/files/use-sending.ts';
import { InstantInput } from '../parts/instant-input.tsx';
import { type Control, Labelled } from '../parts/labelled.tsx';
import type { Signature } from '../parts/signature.ts';
import { SignatureField } from '../parts/signature-field.tsx';
import type { WrongAt } from '../parts/submission.ts';
import { useWords } from '../words/words.ts';
import { type Allowed, filesOf, type Kind } from './members.ts';
import { type Money, MoneyField } from './money-field.tsx';
import type { Signing } from './signing.ts';

interface FieldProps {
  readonly member: string;
  readonly required: boolean;
  readonly wrongAt: WrongAt;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly allowed: Allowed;
  readonly signing: Signing;
  /** Of files, how they are on their way. */
  readonly sending: Sending;
}

/** Of several controls, so that a legend names them. */
const GROUPS: readonly Kind[] = ['yes-or-no', 'mark', 'several', 'signature'];
const MARKS = [1, 2, 3, 4, 5];
const LONGEST = 4_000;

/** One thing that a step asks for, with its label and, below it, what is wrong with it. */
export function Field(props: FieldProps) {
  const { member, required, wrongAt, signing } = props;
  const kind = signing.book.kinds[member];
  if (kind === 'own') return <>{signing.own?.[member]?.(props)}</>;
  return (
    <Labelled
      name={member}
      label={signing.said.members[member] ?? member}
      required={required}
      wrong={wrongAt(`/${member}`)}
      look={kind ?? ''}
      isGroup={kind !== undefined && GROUPS.includes(kind)}
    >
      {(common) => <MemberControl {...props} common={common} />}
    </Labelled>
  );
}

function MemberControl({
  member,
  value,
  change,
  allowed,
  signing,
  sending,
  common,
}: FieldProps & { readonly common: Control }) {
  const { words } = useWords();
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
        <InstantInput {...common} value={typeof value === 'string' ? value : undefined} change={change} />
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
    case 'files':
      return <FileField {...common} value={filesOf({ files: value })} change={change} sending={sending} />;
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
