import { useDraft } from '../../parts/draft.ts';
import { InstantField, SelectField } from '../../parts/fields.tsx';
import { faultIn } from '../../parts/submission.ts';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { organisationWords } from './organisation-words.ts';
import { type Came, Outcome, usePutting } from './put.tsx';

interface Typed {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly standIn?: string | undefined;
}

interface LeaveFormProps {
  readonly person: Schemas['Person'];
  readonly came: (what: Came | undefined) => void;
}

/** Somebody's leave (A1.4), and who stands in for them. */
export function LeaveForm({ person, came }: LeaveFormProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const people = useDirectory(true, person.site).data?.people ?? [];
  const draft = useDraft<Typed>(me.id, `leave ${person.id}`, person.leave ?? {});
  const putting = usePutting(person.id, draft, came);
  const { state } = putting;
  const { from, to, standIn } = draft.value;
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const nameOf = (id: string) => people.find((each) => each.id === id)?.name ?? id;
  const put = (body: Schemas['LeaveBody']) =>
    putting.put(() =>
      answered(
        api.PUT('/people/{id}/leave', {
          params: { path: { id: person.id }, header: { 'If-Match': `"${person.version}"` } },
          body,
        }),
      ),
    );
  const save = (event: Event) => {
    event.preventDefault();
    put({ ...(from && { from }), ...(to && { to }), ...(standIn && { standIn }) });
  };
  const others = people.filter(({ id, active, role }) => id !== person.id && active && role !== 'resident');
  return (
    <form class="step-form" aria-labelledby="leave" onSubmit={save} noValidate>
      <h2 id="leave">{page.leave}</h2>
      <p class="dim">{page.leaveLead}</p>
      {person.leave !== undefined && (
        <p>
          {page.span(time(person.leave.from), time(person.leave.to))}
          {person.leave.standIn !== undefined && ` · ${page.standIn(nameOf(person.leave.standIn))}`}
        </p>
      )}
      <InstantField
        name="leave-from"
        label={page.leaveFrom}
        required
        value={from}
        change={(value) => draft.change({ ...draft.value, from: value })}
        wrong={faultIn(state, '/from')}
      />
      <InstantField
        name="leave-to"
        label={page.leaveTo}
        required
        value={to}
        change={(value) => draft.change({ ...draft.value, to: value })}
        wrong={faultIn(state, '/to')}
      />
      <SelectField
        name="leave-stand-in"
        label={page.leaveStandIn}
        value={standIn}
        options={others.map(({ id, name }) => [id, name] as const)}
        change={(value) => draft.change({ ...draft.value, standIn: value })}
        wrong={faultIn(state, '/standIn')}
      />
      <Outcome putting={putting} />
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {page.leaveSave}
        </button>
        {person.leave !== undefined && (
          <button type="button" disabled={state === 'working'} onClick={() => put({})}>
            {page.leaveEnd}
          </button>
        )}
      </p>
    </form>
  );
}
