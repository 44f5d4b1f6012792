/** The fields of a matter: whose it is, where and when, what went wrong. Used wherever one is opened or put right. */
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import { InstantField, SelectField, TextField, TickField } from '../fields.tsx';
import { serverNow } from '../now.ts';
import type { WrongAt } from '../submission.ts';
import type { AppointmentDraft, ComplaintDraft, RecordDraft, ResidentDraft } from './matter.ts';

type Section = Schemas['Organisation']['sections'][number];

interface Fields<T> {
  readonly value: T;
  readonly change: (value: T) => void;
  readonly wrongAt: WrongAt;
}

const nameAt = (pointer: string) => pointer.slice(1).replaceAll('/', '-');

export function ResidentFields({
  value,
  change,
  wrongAt,
  at,
}: Fields<ResidentDraft> & { readonly at: string }) {
  const { words } = useWords();
  const field = (member: 'name' | 'phone' | 'address', most: number) => {
    const pointer = `${at}/${member}`;
    return (
      <TextField
        name={nameAt(pointer)}
        label={words.matter[member]}
        required
        most={most}
        isPhone={member === 'phone'}
        wrong={wrongAt(pointer)}
        value={value[member]}
        change={(typed) => change({ ...value, [member]: typed })}
      />
    );
  };
  return (
    <>
      {field('name', 100)}
      {field('phone', 40)}
      {field('address', 200)}
    </>
  );
}

export function CategoryField({
  value,
  change,
  wrong,
}: {
  readonly value: string | undefined;
  readonly change: (value: Schemas['Category'] | undefined) => void;
  readonly wrong?: string | undefined;
}) {
  const { words } = useWords();
  return (
    <SelectField
      name="category"
      label={words.matter.category}
      required
      wrong={wrong}
      options={Object.entries(words.categories)}
      value={value}
      change={(chosen) => change(chosen as Schemas['Category'] | undefined)}
    />
  );
}

export function AppointmentFields({
  value,
  change,
  wrongAt,
  at,
}: Fields<AppointmentDraft> & { readonly at: string }) {
  const { words } = useWords();
  return (
    <fieldset class="pair">
      <legend>
        {words.matter.appointment}
        {words.optional}
      </legend>
      <div class="in-one-line">
        <InstantField
          name={nameAt(`${at}/from`)}
          label={words.matter.from}
          required
          wrong={wrongAt(`${at}/from`)}
          value={value.from}
          change={(from) => change({ ...value, from })}
        />
        <InstantField
          name={nameAt(`${at}/to`)}
          label={words.matter.to}
          required
          wrong={wrongAt(`${at}/to`)}
          value={value.to}
          change={(to) => change({ ...value, to })}
        />
      </div>
    </fieldset>
  );
}

/** What was said on the telephone or written in a letter (B5.1d). */
export function RecordFields({
  value,
  change,
  wrongAt,
  required,
  caller = true,
}: Fields<RecordDraft> & { readonly required: boolean; readonly caller?: boolean }) {
  const { words } = useWords();
  const { me, heardAt } = useReader();
  // Somebody who writes it down as it is said need not say when that is.
  const now = () => new Date(serverNow(me.now, heardAt)).toISOString();
  return (
    <>
      <TextField
        name="record-words"
        label={words.matter.record}
        lines={4}
        required={required}
        wrong={wrongAt('/record/words') ?? wrongAt('/record')}
        value={value.words}
        change={(typed) => change({ ...value, words: typed, at: value.at ?? now() })}
      />
      <InstantField
        name="record-at"
        label={words.matter.recordAt}
        required={required}
        wrong={wrongAt('/record/at')}
        value={value.at}
        change={(at) => change({ ...value, at })}
      />
      {caller && (
        <TextField
          name="record-caller"
          label={words.matter.caller}
          most={100}
          wrong={wrongAt('/record/caller')}
          value={value.caller}
          change={(typed) => change({ ...value, caller: typed })}
        />
      )}
    </>
  );
}

interface ComplaintFieldsProps extends Fields<ComplaintDraft> {
  /** The pointer to the complaint. */
  readonly at: string;
  readonly sections: readonly Section[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly section?: string | undefined;
  }[];
}

/** Time, place, cause, course and persons (B5.2.2a), whom it is against, and who will not see it (B5.2.2c). */
export function ComplaintFields({ value, change, wrongAt, at, sections, people }: ComplaintFieldsProps) {
  const { words, language } = useWords();
  const { against } = value;
  const text = (member: 'place' | 'cause' | 'course' | 'persons', lines: number, required: boolean) => {
    const pointer = `${at}/${member}`;
    return (
      <TextField
        name={nameAt(pointer)}
        label={words.sheet.complaint[member]}
        lines={lines}
        required={required}
        wrong={wrongAt(pointer)}
        value={value[member]}
        change={(typed) => change({ ...value, [member]: typed })}
      />
    );
  };
  const sectionName = ({ name, zh }: Section) => (language === 'en' ? name : zh);
  const section = sections.find(({ id }) => id === against?.section);
  const person = people.find(({ id }) => id === against?.person);
  const inSection = people.filter((each) => section === undefined || each.section === section.id);
  return (
    <>
      <InstantField
        name={nameAt(`${at}/occurredAt`)}
        label={words.sheet.complaint.occurredAt}
        required
        wrong={wrongAt(`${at}/occurredAt`)}
        value={value.occurredAt}
        change={(occurredAt) => change({ ...value, occurredAt })}
      />
      {text('place', 1, true)}
      {text('cause', 2, true)}
      {text('course', 4, true)}
      {text('persons', 1, false)}
      {sections.length > 0 && (
        <fieldset class="pair">
          <legend>
            {words.matter.against}
            {words.optional}
          </legend>
          <div class="in-one-line">
            <SelectField
              name={nameAt(`${at}/against/section`)}
              label={words.matter.section}
              required
              wrong={wrongAt(`${at}/against/section`)}
              options={sections.map((each) => [each.id, sectionName(each)])}
              value={against?.section}
              change={(chosen) => change({ ...value, against: { section: chosen } })}
            />
            <SelectField
              name={nameAt(`${at}/against/person`)}
              label={words.matter.person}
              required
              wrong={wrongAt(`${at}/against/person`)}
              options={inSection.map(({ id, name }) => [id, name])}
              value={against?.person}
              change={(chosen) => change({ ...value, against: { ...against, person: chosen } })}
            />
          </div>
        </fieldset>
      )}
      {(person !== undefined || section !== undefined) && (
        <p class="hint">
          {person === undefined && section !== undefined
            ? words.matter[section.function === 'customer-service' ? 'hiddenFromAll' : 'hiddenFromLeads'](
                sectionName(section),
              )
            : words.matter.hiddenFrom(person?.name ?? '')}
        </p>
      )}
      <TickField
        name={nameAt(`${at}/anonymous`)}
        label={words.sheet.complaint.anonymous}
        wrong={wrongAt(`${at}/anonymous`)}
        value={value.anonymous}
        change={(anonymous) => change({ ...value, anonymous })}
      />
      {value.anonymous && <p class="hint">{words.matter.anonymous}</p>}
    </>
  );
}
