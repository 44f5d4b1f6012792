import type { ComponentChildren } from 'preact';
import { TextField } from '../../parts/fields.tsx';
import type { WrongAt } from '../../parts/submission.ts';
import { usePageWords } from '../../words/page-words.ts';
import type { TypedPlace } from './bodies.ts';
import { organisationWords } from './organisation-words.ts';
import { Outcome, type Putting } from './put.tsx';
import { RobotsField } from './robots-field.tsx';

interface PlaceFormProps {
  readonly title: string;
  readonly isNew: boolean;
  readonly value: TypedPlace;
  readonly change: (changed: TypedPlace) => void;
  readonly wrongAt: WrongAt;
  readonly putting: Putting;
  readonly save: () => void;
  /** What only one of them has. */
  readonly children: ComponentChildren;
}

const LONGEST_NAME = 100;

/** A site or a section, as both are asked for: what it is called in either language, and its robots. */
export function PlaceForm({ title, isNew, value, change, wrongAt, putting, save, children }: PlaceFormProps) {
  const page = usePageWords(organisationWords);
  const text = (field: 'zh' | 'name', label: string) => (
    <TextField
      name={field}
      label={label}
      required
      most={LONGEST_NAME}
      value={value[field]}
      change={(typed) => change({ [field]: typed ?? '' })}
      wrong={wrongAt(`/${field}`)}
    />
  );
  return (
    <form
      class="step-form"
      aria-labelledby="known"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      noValidate
    >
      <h2 id="known">{title}</h2>
      {isNew && (
        <TextField
          name="id"
          label={page.placeId}
          hint={page.idHint}
          required
          value={value.id}
          change={(id) => change({ id })}
          wrong={wrongAt('/id')}
        />
      )}
      {text('zh', page.placeZh)}
      {text('name', page.placeEn)}
      {children}
      <RobotsField value={value.robots ?? []} change={(robots) => change({ robots })} wrongAt={wrongAt} />
      <Outcome putting={putting} />
      <p class="buttons">
        <button type="submit" class="main" disabled={putting.state === 'working'}>
          {page.save}
        </button>
      </p>
    </form>
  );
}
